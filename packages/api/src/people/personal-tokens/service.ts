import { type NewAddress, sha256, signPersonalToken, type UserPrincipal } from '@sitecast/auth';
import { type Transaction, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import { noSuchToken, rotateToken } from '../token-rotation.ts';
import { personalTokenFields, toPersonalToken } from './row.ts';
import type {
  CreatePersonalToken,
  MintedPersonalToken,
  PersonalToken,
  PersonalTokenPage,
  PersonalTokenRef,
  RotatePersonalToken,
} from './schema.ts';

type UserContext = Context & { principal: UserPrincipal };

const DAY_MS = 86_400_000;

/** Mints a token that acts as the caller. The answer is the only place where it ever stands. */
export async function createPersonalToken(
  ctx: UserContext,
  { name, expiresInDays }: CreatePersonalToken,
): Promise<MintedPersonalToken> {
  const { token, data } = await mint(ctx, name, expiresInDays === null ? null : expiresInDays * DAY_MS);
  const [row] = await ctx.db.$transaction([
    ctx.db.personalAccessToken.create({ data, select: personalTokenFields }),
    audit(
      ctx,
      ctx.db,
      'token.create',
      { kind: 'personal_token', id: data.id },
      { name, prefix: data.prefix, expiresAt: iso(data.expiresAt) },
    ),
  ]);
  return { ...toPersonalToken(row, data.createdAt), token };
}

/** The caller's own, newest first. */
export async function listPersonalTokens(ctx: UserContext, page: Page): Promise<PersonalTokenPage> {
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.personalAccessToken.findMany({
    where: { userId: ctx.principal.userId, ...after },
    ...range,
    select: personalTokenFields,
  });
  return toPage(rows, page.limit, (row) => toPersonalToken(row, ctx.now()));
}

/** @throws AppError NOT_FOUND, also for somebody else's */
export async function getPersonalToken(
  ctx: UserContext,
  { tokenId }: PersonalTokenRef,
): Promise<PersonalToken> {
  const row = await ctx.db.personalAccessToken.findFirst({
    where: { id: tokenId, userId: ctx.principal.userId },
    select: personalTokenFields,
  });
  if (!row) throw noSuchToken();
  return toPersonalToken(row, ctx.now());
}

/**
 * A new token in an old one's place, with its name and as long a life. The old one works on for the grace, but no
 * longer than it would have.
 *
 * @throws AppError NOT_FOUND also for somebody else's; CONFLICT when it is revoked, expired or replaced already
 */
export async function rotatePersonalToken(
  ctx: UserContext,
  { tokenId, graceMinutes }: RotatePersonalToken,
): Promise<MintedPersonalToken> {
  return rotateToken(ctx, graceMinutes, {
    kind: 'personalToken',
    find: (tx) =>
      tx.personalAccessToken.findFirst({
        where: { id: tokenId, userId: ctx.principal.userId },
        select: personalTokenFields,
      }),
    ownerOf: () => ctx.principal.userId,
    async create(tx, old, lifetime) {
      const { token, data } = await mint(ctx, old.name, lifetime);
      const row = await tx.personalAccessToken.create({ data, select: personalTokenFields });
      return { ...toPersonalToken(row, data.createdAt), token };
    },
    async retire(tx, old, how) {
      await tx.personalAccessToken.update({ where: { id: old.id }, data: how, select: { id: true } });
      const { replacedById } = how;
      const { id, name, prefix } = old;
      const details = { name, prefix, replacedById, graceMinutes };
      await audit(ctx, tx, 'token.rotate', { kind: 'personal_token', id }, details);
    },
  });
}

/**
 * Ends a token of the caller at once, its open sockets included. Revoking twice is no error.
 *
 * @throws AppError NOT_FOUND, also for somebody else's
 */
export async function revokePersonalToken(ctx: UserContext, { tokenId }: PersonalTokenRef): Promise<void> {
  await endPersonalToken(ctx, { id: tokenId, userId: ctx.principal.userId }, 'token.revoke');
}

/** Ends a token at once. Twice is no error. @throws AppError NOT_FOUND when there is none like `which` */
export async function endPersonalToken(
  ctx: UserContext,
  which: { id: string; userId?: string },
  action: 'token.revoke' | 'token.admin_revoke',
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const token = await tx.personalAccessToken.findFirst({
      where: which,
      select: { id: true, name: true, prefix: true, userId: true, revokedAt: true },
    });
    if (!token) throw noSuchToken();
    if (token.revokedAt) return;
    await tx.personalAccessToken.update({
      where: { id: token.id },
      data: { revokedAt: ctx.now() },
      select: { id: true },
    });
    const details = { name: token.name, prefix: token.prefix, ownerId: token.userId };
    await audit(ctx, tx, action, { kind: 'personal_token', id: token.id }, details);
  });
  ctx.revocations.revoke({ kind: 'personalToken', id: which.id });
}

/** Writes into the audit log that a token is used from another address than the last time. */
export function noteNewAddress(
  tx: Transaction,
  { principal, ip, previousIp }: NewAddress,
  now: () => Date,
): Promise<unknown> {
  const resource = { kind: 'personal_token', id: principal.credentialId };
  const details = { name: principal.tokenName, previousIp };
  return audit({ principal, ip, now }, tx, 'token.first_use_new_ip', resource, details);
}

async function mint(
  { key, now, principal: { userId } }: UserContext,
  name: string,
  lifetimeMs: number | null,
) {
  const id = uuidv7();
  const createdAt = now();
  const expiresAt = lifetimeMs === null ? null : new Date(createdAt.getTime() + lifetimeMs);
  const token = await signPersonalToken(key, { userId, tokenId: id }, expiresAt);
  const prefix = id.replaceAll('-', '').slice(0, 8);
  return { token, data: { id, userId, name, tokenHash: sha256(token), prefix, createdAt, expiresAt } };
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
