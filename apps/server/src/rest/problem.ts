import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Problem, toProblem } from '@sitecast/api';
import { TRPCError } from '@trpc/server';
import { snakeCase } from './names.ts';

/** How long the sender of an unread body gets to receive the response before the connection is closed. */
const CLOSE_AFTER_MS = 2_000;

/**
 * Answers with an RFC 9457 problem and returns its status. Bearer token errors are reported in `WWW-Authenticate`
 * (RFC 6750 §3).
 */
export function sendProblem(res: ServerResponse, error: unknown, credentialsRefused = false): number {
  const body = beginProblem(res, error, credentialsRefused);
  res.end(body);
  return res.statusCode;
}

/**
 * As `sendProblem`, while the request's body is still arriving. The rest of the body is not read. The connection closes
 * a little after the response, or a client that is still sending would lose the response with it.
 */
export function sendProblemUnread(
  req: IncomingMessage,
  res: ServerResponse,
  error: unknown,
  credentialsRefused = false,
): number {
  if (req.complete) return sendProblem(res, error, credentialsRefused);
  req.pause();
  res.setHeader('connection', 'close');
  res.write(beginProblem(res, error, credentialsRefused));
  const end = setTimeout(() => res.end(), CLOSE_AFTER_MS).unref();
  res.once('close', () => clearTimeout(end));
  return res.statusCode;
}

function beginProblem(res: ServerResponse, error: unknown, credentialsRefused: boolean): string {
  const problem = toProblem(
    error instanceof TRPCError ? error : new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error }),
  );
  if (problem.retryAfter !== undefined) res.setHeader('retry-after', problem.retryAfter);
  const challenge = challengeFor(problem, credentialsRefused);
  if (challenge) res.setHeader('www-authenticate', challenge);
  res.statusCode = problem.status;
  res.setHeader('content-type', 'application/problem+json; charset=utf-8');
  const body = JSON.stringify(toBody(problem));
  res.setHeader('content-length', Buffer.byteLength(body));
  return body;
}

function challengeFor({ code, status, scope }: Problem, credentialsRefused: boolean): string | null {
  if (code === 'INSUFFICIENT_SCOPE')
    return `Bearer realm="Sitecast", error="insufficient_scope"${scope ? `, scope="${scope}"` : ''}`;
  if (status !== 401) return null;
  return credentialsRefused ? 'Bearer realm="Sitecast", error="invalid_token"' : 'Bearer realm="Sitecast"';
}

function toBody({ code, status, title, detail, errors }: Problem) {
  const fields = errors?.map(({ path, message }) => ({ path: path.map(fieldName).join('.'), message }));
  return {
    type: 'about:blank',
    title,
    status,
    // The caller knows fields by their snake_case names.
    detail: fields?.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ') ?? detail,
    code,
    errors: fields,
  };
}

function fieldName(part: string | number): string {
  return typeof part === 'number' ? String(part) : snakeCase(part);
}
