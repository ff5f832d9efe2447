import type { IncomingMessage } from 'node:http';
import { AppError, type Upload } from '@sitecast/api';
import busboy from 'busboy';
import type { Request } from 'express';
import { surface } from './surface.ts';

/** The name of the body's only part. */
const PART = 'file';
const LIMITS = { files: 1, fields: 0, parts: 2, headerPairs: 20 };

const paths = surface
  .filter(({ accepts }) => accepts === 'file')
  .map(({ path }) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`));

/** Whether a request is for a route that takes a file and reads the body itself. */
export function isUpload({ method, baseUrl, path }: Request): boolean {
  return method === 'POST' && paths.some((pattern) => pattern.test(baseUrl + path));
}

/** The file in a multipart body (RFC 7578). */
export function uploadOf(req: IncomingMessage): Upload {
  const length = req.headers['content-length'];
  return { bodyBytes: length === undefined ? null : Number(length), open: () => open(req) };
}

function open(req: IncomingMessage): ReturnType<Upload['open']> {
  const form = parserOf(req);
  return new Promise((resolve, reject) => {
    const whole = new Promise<void>((end, fail) => {
      const refuse = (error: AppError) => {
        fail(error);
        reject(error);
        stop();
        form.destroy();
      };
      const stop = () => req.unpipe(form).pause();
      form.on('file', (part, stream, { filename }) => {
        if (part !== PART) refuse(onlyOneFile());
        // The reader gets the error; without a reader, it would be unhandled.
        stream.on('error', () => {});
        whole.catch((error) => stream.destroy(error));
        // Browsers encode quotation marks like this (HTML, “multipart/form-data encoding algorithm”).
        resolve({ name: (filename ?? '').replaceAll('%22', '"'), content: contentOf(stream, whole, stop) });
      });
      for (const event of ['field', 'fieldsLimit', 'filesLimit', 'partsLimit'] as const)
        form.on(event, () => refuse(onlyOneFile()));
      form.on('error', () => refuse(malformed()));
      form.on('close', () => {
        end();
        reject(onlyOneFile());
      });
      req.once('close', () => {
        if (!req.complete) refuse(new AppError('VALIDATION', 'The upload was incomplete. Send it again.'));
      });
      req.pipe(form);
    });
    whole.catch(() => {});
  });
}

/** The file's bytes. Ends only once the rest of the body has been read and is valid. */
async function* contentOf(
  stream: AsyncIterable<Uint8Array>,
  whole: Promise<void>,
  stop: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
    await whole;
  } catch (error) {
    throw error instanceof AppError ? error : malformed();
  } finally {
    stop();
  }
}

/** @throws AppError UNSUPPORTED_MEDIA_TYPE, VALIDATION */
function parserOf({ headers }: IncomingMessage): busboy.Busboy {
  if (!/^multipart\/form-data\b/i.test(headers['content-type'] ?? ''))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as multipart/form-data.');
  if (!['identity', undefined].includes(headers['content-encoding']))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body without a content encoding.');
  try {
    // Keep the path: the name is validated as a whole later.
    return busboy({ headers, limits: LIMITS, defParamCharset: 'utf8', preservePath: true });
  } catch {
    throw malformed();
  }
}

function onlyOneFile(): AppError {
  const message = `The body must have exactly one part, a file named ${PART}`;
  return new AppError('VALIDATION', message, { errors: [{ path: [PART], message }] });
}

function malformed(): AppError {
  return new AppError('VALIDATION', 'The body is not valid multipart/form-data, or is incomplete.');
}
