import type { IncomingMessage } from 'node:http';
import { type App, AppError } from '@sitecast/api';
import { sha256 } from '@sitecast/auth';
import { isUniqueViolation, Prisma } from '@sitecast/db';
import type { Route } from './surface.ts';

/** How long an answer is kept. */
const KEPT_MS = 24 * 3_600_000;
/** A request whose process died is forgotten after this; none of ours takes as long. */
const UNDER_WAY_MS = 60_000;
/** Expired rows are looked for this often, and deleted this many at a time. */
const PURGE_EVERY_MS = 60_000;
const PURGED_AT_ONCE = 500;

/** What goes out: the status, and the body's JSON where there is one. */
export interface RestAnswer {
  status: number;
  body: string | null;
}

/** One request with an `Idempotency-Key`. */
export interface KeyedRequest {
  /** Who sends it: another caller's same key is another request. */
  caller: string;
  key: string;
  /** Method, path, body, and whatever else makes it this request and no other. */
  content: unknown;
}

/** Whether the key is looked at: what a script may repeat because it never saw the answer. None of these answers holds a secret, and no body is too large to compare. */
export function isIdempotent({
  method,
  surface,
  secret,
  upload,
}: Pick<Route, 'method' | 'surface' | 'secret' | 'upload'>): boolean {
  return method === 'post' && surface === 'public' && !secret && !upload;
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

export type Idempotency = ReturnType<typeof createIdempotency>;

/**
 * Answers each request once: who sends it again within 24 hours gets the first answer again. Only answers of success
 * are kept. What was refused has changed nothing, so it is tried anew, and may be put right, under the same key.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function createIdempotency({ db, now, log }: Pick<App, 'db' | 'now' | 'log'>) {
  let purgeAt = 0;
  const onError = (error: unknown) =>
    log.error({ err: error }, 'the row of an Idempotency-Key could not be written');

  /** Makes the row of a request that is under way, or finds the answer that it got. */
  async function begin({ caller, key, content }: KeyedRequest): Promise<RestAnswer | Date> {
    const requestHash = sha256(JSON.stringify(content));
    while (true) {
      const createdAt = now();
      const expiresAt = new Date(createdAt.getTime() + UNDER_WAY_MS);
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
      // Of several that find it expired, one takes it over.
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
        SELECT "caller", "key" FROM "IdempotentRequest" WHERE "expiresAt" <= ${at} LIMIT ${PURGED_AT_ONCE})`;
    if (deleted === PURGED_AT_ONCE) purgeAt = 0;
  }

  /**
   * @param answer does the work; runs at most once for a request that succeeds
   * @throws AppError IDEMPOTENCY_KEY_REUSED when the key came with another request, IDEMPOTENCY_IN_PROGRESS while the
   * first one is being worked on
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
      // As text: a JSON column of PostgreSQL would bring its keys into another order.
      const data = { status, body: body ?? Prisma.DbNull, expiresAt };
      // The work is done: whoever asked for it has to hear so.
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
