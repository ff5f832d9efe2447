import type { App } from '@sitecast/api';
import { principalKey } from '@sitecast/auth';
import type { Response } from 'express';
import { type AnswerHandler, workspaceOf } from '../call.ts';
import { createIdempotency, idempotencyKeyOf, isIdempotent, type RestAnswer } from '../idempotency.ts';
import { renameKeys, snakeCase } from '../names.ts';
import { createSharedReads } from '../shared-reads.ts';

/**
 * Answers with a procedure's result as JSON in snake_case. Equal reads of the same caller share one result, and a
 * repeated request with an `Idempotency-Key` gets the first answer again.
 */
export function createJsonAnswer(app: Pick<App, 'db' | 'now' | 'log'>): AnswerHandler {
  const once = createIdempotency(app);
  const shared = createSharedReads();

  return async function answerJson(call) {
    const { req, res, route, principal, ip, input } = call;
    const answer = async (): Promise<RestAnswer> => {
      const result = await call.run();
      const body = route.status === 204 ? null : JSON.stringify(renameKeys(result, snakeCase));
      return { status: route.status, body };
    };
    if (route.audience !== 'public') return send(res, await answer());
    const content = [route.path, workspaceOf(call), input];
    const caller = principalKey(principal, ip);
    if (route.method === 'get') return send(res, await shared(JSON.stringify([caller, ...content]), answer));
    const key = isIdempotent(route) ? idempotencyKeyOf(req) : null;
    if (key === null) return send(res, await answer());
    const { replayed, ...first } = await once({ caller, key, content: [req.method, ...content] }, answer);
    if (replayed) res.setHeader('idempotency-replayed', 'true');
    send(res, first);
  };
}

/** Without express's `res.send`: responses are `no-store`, and hashing an `ETag` would take longer than the rest. */
function send(res: Response, { status, body }: RestAnswer): void {
  res.statusCode = status;
  if (body === null) return void res.end();
  res.setHeader('content-type', 'application/json; charset=utf-8');
  res.setHeader('content-length', Buffer.byteLength(body));
  res.end(body);
}
