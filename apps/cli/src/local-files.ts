import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { type ClientFile, MAX_FILE_BYTES } from '@sitecast/api/sites/client-files/schema';
import type { Connection } from './connection.ts';
import { UserError, usageError } from './errors.ts';
import { callRest } from './rest.ts';

export interface LocalFile {
  path: string;
  name: string;
  /** Bytes. */
  size: number;
}

type OnProgress = (share: number) => void;

/** Checks a file before the upload. @throws UserError if the server would reject it */
export async function findLocalFile(path: string): Promise<LocalFile> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw usageError(
      error.code === 'ENOENT' ? `File ${path} not found.` : `Cannot read ${path} (${error.code}).`,
    );
  });
  if (!found.isFile()) throw usageError(`${path} is not a file.`);
  if (found.size === 0) throw usageError(`${path} is empty.`);
  if (found.size > MAX_FILE_BYTES)
    throw usageError(`${path} exceeds the limit of ${MAX_FILE_BYTES / 1024 ** 2} MiB.`);
  return { path, name: basename(path), size: found.size };
}

/** Streams a file to the server. @returns the file as JSON from the REST API @throws UserError */
export async function uploadFile(
  connection: Connection,
  clientId: string,
  { path, name, size }: LocalFile,
  onProgress: OnProgress,
): Promise<unknown> {
  const boundary = `sitecast-${randomUUID()}`;
  // RFC 8187, for any characters in the name.
  const encodedName = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename*=UTF-8''${encodedName}\r\n\r\n`;
  const end = `\r\n--${boundary}--\r\n`;
  await using file = await open(path);
  async function* body() {
    yield Buffer.from(head);
    let sent = 0;
    for await (const part of file.createReadStream({ autoClose: false, end: size - 1 })) {
      yield part;
      sent += part.length;
      onProgress(sent / size);
    }
    yield Buffer.from(end);
  }
  const response = await callRest(connection, `/api/clients/${clientId}/files`, {
    method: 'POST',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(Buffer.byteLength(head) + size + end.length),
    },
    body: Readable.toWeb(Readable.from(body())) as ReadableStream,
    duplex: 'half',
  });
  return response.json();
}

/**
 * Downloads a file of a client, atomically and with its checksum verified.
 *
 * @param destination.overwrite whether an existing file may be replaced
 * @throws UserError also if the checksum does not match
 */
export async function downloadFile(
  connection: Connection,
  address: string,
  { size, sha256 }: Pick<ClientFile, 'size' | 'sha256'>,
  destination: { path: string; overwrite: boolean },
  onProgress: OnProgress,
): Promise<void> {
  const { path, overwrite } = destination;
  if (!overwrite && (await stat(path).catch(() => null)))
    throw usageError(`${path} already exists. Use --output to choose another path.`);
  const response = await callRest(connection, address);
  const temporary = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const hash = createHash('sha256');
    {
      await using file = await open(temporary, 'wx');
      let received = 0;
      for await (const part of Readable.fromWeb(response.body as never) as AsyncIterable<Uint8Array>) {
        hash.update(part);
        await file.writeFile(part);
        received += part.length;
        onProgress(received / size);
      }
    }
    if (hash.digest('hex') !== sha256) throw new UserError('The downloaded file is corrupt. Try again.');
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    if (error instanceof UserError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`Cannot write ${path} (${code ?? message}).`);
  }
}
