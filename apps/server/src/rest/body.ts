import { type App, AppError } from '@sitecast/api';
import express, { type ErrorRequestHandler, type Request, type Response } from 'express';
import { sendProblem, sendProblemUnread } from './problem.ts';
import { isUpload } from './upload.ts';

const MAX_BODY_BYTES = 256 * 1024;

/** Middleware that parses JSON bodies and rejects any other kind, but for uploads, which their route reads. */
export const jsonBody = [requireJson, express.json({ limit: MAX_BODY_BYTES, strict: false })];

function requireJson(req: Request, res: Response, next: () => void): void {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  // The type of an upload is checked after its sender.
  if (!hasBody || req.is('application/json') || isUpload(req)) next();
  else
    sendProblemUnread(req, res, new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.'));
}

const errorsByStatus: Record<number, () => AppError> = {
  400: () => new AppError('VALIDATION', 'The request has malformed JSON or a malformed path.'),
  413: () => new AppError('TOO_LARGE', `The body can be at most ${MAX_BODY_BYTES / 1024} KiB.`),
  415: () => new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json in UTF-8.'),
};

/**
 * Answers requests that express could not read: truncated or malformed JSON, an oversized body, an unknown charset, a
 * malformed path. Express's own answer would include the stack.
 */
export function unreadableRequest(app: App): ErrorRequestHandler {
  return (error: { status?: number }, _req, res, next) => {
    if (res.headersSent) return next(error);
    const status = sendProblem(res, errorsByStatus[error.status ?? 500]?.() ?? error);
    if (status >= 500) app.log.error({ err: error }, 'request failed');
  };
}
