import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Problem, toProblem } from '@sitecast/api';
import { TRPCError } from '@trpc/server';
import { snakeCase } from './names.ts';

/** Who sends a body that nobody reads has so long to hear that. */
const HEARD_WITHIN_MS = 2_000;

/**
 * Answers with an RFC 9457 problem and returns its status. Bearer failures say so in `WWW-Authenticate` as
 * RFC 6750 §3 has it.
 */
export function sendProblem(res: ServerResponse, error: unknown, credentialsRefused = false): number {
  const body = beginProblem(res, error, credentialsRefused);
  res.end(body);
  return res.statusCode;
}

/**
 * The same while the request's body is still on its way. Nothing more of it is read, and the connection ends: a little
 * later than the answer, which would be lost with it to who is still sending.
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
  const end = setTimeout(() => res.end(), HEARD_WITHIN_MS).unref();
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
    // The procedures name fields in camelCase; here they are called as the caller knows them.
    detail: fields?.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ') ?? detail,
    code,
    errors: fields,
  };
}

function fieldName(part: string | number): string {
  return typeof part === 'number' ? String(part) : snakeCase(part);
}
