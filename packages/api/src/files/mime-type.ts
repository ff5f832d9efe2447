import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';

/** Enough to detect nearly every type, and little enough for a file made to be slow to parse. */
const HEAD_BYTES = 1024 ** 2;
const UNKNOWN = 'application/octet-stream';

/** Detected from the content, never the name; `text/plain` or `application/octet-stream` for unknown formats. */
export async function mimeTypeOf(path: string): Promise<string> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const head = buffer.subarray(0, bytesRead);
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  return known?.mime ?? (isText(head) ? 'text/plain' : UNKNOWN);
}

/** Valid UTF-8 without control characters other than line breaks and tabs. */
function isText(head: Buffer): boolean {
  try {
    // The head may end within a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
    return !/[\x00-\x08\x0b\x0e-\x1f\x7f]/.test(text);
  } catch {
    return false;
  }
}
