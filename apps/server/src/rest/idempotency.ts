import type { IncomingMessage } from 'node:http';
import { type App, AppError } from '@sitecast/api';
import { sha256 } from '@sitecast/auth';
import { isUniqueViolation, Prisma } from '@sitecast/db';
import type { Route } from './surface.ts';

/** How long a response is stored. */
const KEPT_MS = 24 * 3_600_000;
/** When a request whose process died stops blocking its key; no request takes this long. */
const IN_PROGRESS_MS = 60_000;
/** How often expired rows are deleted, and how many at a time. */
const PURGE_EVERY_MS = 60_000;
const PURGE_LIMIT = 500;

/** A response: its status, and its body as JSON, if any. */
export interface RestAnswer {
  status: number;
  body: string | null;
}

/** One request with an `Idempotency-Key`. */
export interface KeyedRequest {
  /** The caller's key: keys of different callers are independent. */
  caller: string;
  key: string;
  /** Method, path, input and whatever else identifies the request. */
  content: unknown;
}

/**
 * Whether a route supports keys: POSTs that a script may have to repeat because it never saw the response. Responses with
 * secrets must not be stored, and uploads are too large to compare.
 */
export function isIdempotent({
  method,
  audience,
  hasSecret,
  accepts,
}: Pick<Route, 'method' | 'audience' | 'hasSecret' | 'accepts'>): boolean {
  return method === 'post' && audience === 'public' && !hasSecret && accepts === 'json';
}

/** The `Idempotency-Key` of a request, or null. @throws AppError VALIDATION */
export function idempotencyKeyOf(req: IncomingMessage): string | null {
  const key = req.headers['idempotency-key'];
  if (key === undefined) return null;
  const isOne = req.headersDistinct['idempotency-key']?.length === 1;
  if (isOne && typeof key === 'string' && /^[\x20-\x7e]{1,255}$/.test(key)) return key;
  const message = 'Must be given once, as 1 to 255 printable ASCII characters';
  throw new AppError('VALIDATION', `Idempotency-Key: ${message}`, {
    errors: [{ path: ['idempotency-key'], message }],
  });
}

/**
 * Processes each request once: a repetition within 24 hours gets the first response again. Only successful responses are
 * stored. A failed request has changed nothing, so it can be corrected and sent again with the same key.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function createIdempotency({ db, now, log }: Pick<App, 'db' | 'now' | 'log'>) {
  let purgeAt = 0;
  const onError = (error: unknown) =>
    log.error({ err: error }, 'could not write the row of an Idempotency-Key');

  /** Inserts the row of a request in progress and returns its time, or returns the response stored earlier. */
  async function begin({ caller, key, content }: KeyedRequest): Promise<RestAnswer | Date> {
    const requestHash = sha256(JSON.stringify(content));
    while (true) {
      const createdAt = now();
      const expiresAt = new Date(createdAt.getTime() + IN_PROGRESS_MS);
      const row = { requestHash, status: null, body: Prisma.DbNull, createdAt, expiresAt };
      try {
        await db.idempotentRequest.create({ data: { caller, key, ...row }, select: { key: true } });
        return createdAt;
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
      const found = await db.idempotentRequest.findUnique({ where: { caller_key: { caller, key } } });
      if (!found) continue;
      if (found.expiresAt > createdAt) return answerOf(found, requestHash);
      // Of several requests that find the row expired, one takes it over.
      const { createdAt: theirs } = found;
      const where = { caller, key, createdAt: theirs, expiresAt: found.expiresAt };
      const { count } = await db.idempotentRequest.updateMany({ where, data: row });
      if (count === 1) return createdAt;
    }
  }

  async function purge(): Promise<void> {
    const at = now();
    if (at.getTime() < purgeAt) return;
    purgeAt = at.getTime() + PURGE_EVERY_MS;
    const deleted = await db.$executeRaw`
      DELETE FROM "IdempotentRequest" WHERE ("caller", "key") IN (
        SELECT "caller", "key" FROM "IdempotentRequest" WHERE "expiresAt" <= ${at} LIMIT ${PURGE_LIMIT})`;
    if (deleted === PURGE_LIMIT) purgeAt = 0;
  }

  /**
   * @param answer does the work; runs at most once for a request that succeeds
   * @throws AppError IDEMPOTENCY_KEY_REUSED if the key belongs to another request, IDEMPOTENCY_IN_PROGRESS while the
   * first one is being processed
   */
  return async function once(
    request: KeyedRequest,
    answer: () => Promise<RestAnswer>,
  ): Promise<RestAnswer & { replayed: boolean }> {
    await purge();
    const begun = await begin(request);
    if (!(begun instanceof Date)) return { ...begun, replayed: true };
    const mine = { caller: request.caller, key: request.key, createdAt: begun, status: null };
    try {
      const { status, body } = await answer();
      const expiresAt = new Date(begun.getTime() + KEPT_MS);
      // As text: a JSON column of PostgreSQL would reorder the keys.
      const data = { status, body: body ?? Prisma.DbNull, expiresAt };
      // The work is done: the caller gets the response even if storing it fails.
      await db.idempotentRequest.updateMany({ where: mine, data }).catch(onError);
      return { status, body, replayed: false };
    } catch (error) {
      await db.idempotentRequest.deleteMany({ where: mine }).catch(onError);
      throw error;
    }
  };
}

function answerOf(
  found: { requestHash: string; status: number | null; body: Prisma.JsonValue },
  requestHash: string,
): RestAnswer {
  if (found.requestHash !== requestHash)
    throw new AppError(
      'IDEMPOTENCY_KEY_REUSED',
      'This Idempotency-Key was used with a different request. Use a new key for each request.',
    );
  if (found.status === null)
    throw new AppError(
      'IDEMPOTENCY_IN_PROGRESS',
      'A request with this Idempotency-Key is still in progress. Try again in a moment.',
      { retryAfter: 1 },
    );
  return { status: found.status, body: found.body === null ? null : String(found.body) };
}
