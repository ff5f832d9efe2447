import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';

/** What is looked at: enough for nearly all kinds, and little enough for a file that was made to be hard to read. */
const HEAD_BYTES = 1024 ** 2;
const UNKNOWN = 'application/octet-stream';

/** By its content, never by its name. What no kind is known of is text, if it reads as such, or just bytes. */
export async function mimeTypeOf(path: string): Promise<string> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const head = buffer.subarray(0, bytesRead);
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  return known?.mime ?? (isText(head) ? 'text/plain' : UNKNOWN);
}

/** UTF-8 without control characters other than those that part lines and columns. */
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
