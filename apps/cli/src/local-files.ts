import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { type ClientFile, MAX_FILE_BYTES } from '@sitecast/api/sites/client-files/schema';
import type { Connection } from './connection.ts';
import { misused, UserError } from './errors.ts';
import { callRest } from './rest.ts';

export interface LocalFile {
  path: string;
  name: string;
  /** In bytes. */
  size: number;
}

type OnProgress = (share: number) => void;

/** What is to be sent. @throws UserError Misused for what the server would refuse for sure: then nothing is sent yet */
export async function findLocalFile(path: string): Promise<LocalFile> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw misused(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`,
    );
  });
  if (!found.isFile()) throw misused(`${path} is not a file.`);
  if (found.size === 0) throw misused(`${path} is empty.`);
  if (found.size > MAX_FILE_BYTES)
    throw misused(`${path} is larger than ${MAX_FILE_BYTES / 1024 ** 2} MiB, which is the most.`);
  return { path, name: basename(path), size: found.size };
}

/** Sends a file as it is read. @returns what the REST API says of it @throws UserError */
export async function sendFile(
  connection: Connection,
  clientId: string,
  { path, name, size }: LocalFile,
  onProgress: OnProgress,
): Promise<unknown> {
  const boundary = `sitecast-${randomUUID()}`;
  // RFC 8187: whatever the name is.
  const named = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename*=UTF-8''${named}\r\n\r\n`;
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
  const answer = await callRest(connection, `/api/clients/${clientId}/files`, {
    method: 'POST',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(Buffer.byteLength(head) + size + end.length),
    },
    body: Readable.toWeb(Readable.from(body())) as ReadableStream,
    duplex: 'half',
  });
  return answer.json();
}

/**
 * Writes a file of a client to the disk: whole, or not at all.
 *
 * @param place.overwrite whether what is there may go
 * @throws UserError also when other bytes came than there are
 */
export async function fetchFile(
  connection: Connection,
  address: string,
  { size, sha256 }: Pick<ClientFile, 'size' | 'sha256'>,
  place: { path: string; overwrite: boolean },
  onProgress: OnProgress,
): Promise<void> {
  const { path, overwrite } = place;
  if (!overwrite && (await stat(path).catch(() => null)))
    throw misused(`${path} is there already: say with --output where to put it.`);
  const answer = await callRest(connection, address);
  const draft = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const hash = createHash('sha256');
    {
      await using file = await open(draft, 'wx');
      let had = 0;
      for await (const part of Readable.fromWeb(answer.body as never) as AsyncIterable<Uint8Array>) {
        hash.update(part);
        await file.writeFile(part);
        had += part.length;
        onProgress(had / size);
      }
    }
    if (hash.digest('hex') !== sha256)
      throw new UserError('The file did not arrive as it is on the server. Try again.');
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    if (error instanceof UserError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`${path} could not be written (${code ?? message}).`);
  }
}
