import { type App, AppError } from '@sitecast/api';
import type { ClientFile } from '@sitecast/api/sites/client-files/schema';
import type { Response } from 'express';
import type { AnswerHandler } from '../call.ts';
import { setUntrustedFileHeaders } from './untrusted-file.ts';

type FileInfo = Pick<ClientFile, 'name' | 'mimeType' | 'sha256'>;

/** Answers with the bytes of the file that the procedure describes, or the range asked for, as a download. */
export function createFileAnswer(app: Pick<App, 'files'>): AnswerHandler {
  return async ({ res, run }) => sendFile(app, res, (await run()) as FileInfo);
}

/** @throws AppError RANGE_NOT_SATISFIABLE, PRECONDITION_FAILED */
async function sendFile(
  { files }: Pick<App, 'files'>,
  res: Response,
  { name, mimeType, sha256 }: FileInfo,
): Promise<void> {
  const path = await files.find(sha256);
  setUntrustedFileHeaders(res);
  res.attachment(name).type(mimeType).setHeader('etag', `"${sha256}"`);
  const options = { root: files.folder, cacheControl: false, lastModified: false };
  const error = await new Promise<SendError | undefined>((resolve) => res.sendFile(path, options, resolve));
  // A client that disconnects early is no error.
  if (!error || error.code === 'ECONNABORTED' || res.headersSent) return;
  for (const header of ['content-disposition', 'etag', 'accept-ranges']) res.removeHeader(header);
  if (error.status === 412)
    throw new AppError('PRECONDITION_FAILED', 'The file does not match If-Match or If-Unmodified-Since.');
  if (error.status !== 416) throw error;
  for (const [header, value] of Object.entries(error.headers ?? {})) res.setHeader(header, value);
  throw new AppError('RANGE_NOT_SATISFIABLE', 'The requested range is beyond the end of the file.');
}

interface SendError extends Error {
  code?: string;
  status?: number;
  headers?: Record<string, string>;
}
