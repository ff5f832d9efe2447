import { type NewAddress, sha256, signPersonalToken } from '@sitecast/auth';
import { type Transaction, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import type { UserContext } from '../context.ts';
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

const DAY_MS = 86_400_000;

/** Mints a token that acts as the caller. Only this response contains it; the database stores a hash. */
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

/** Lists the caller's own tokens, newest first. */
export async function listPersonalTokens(ctx: UserContext, page: Page): Promise<PersonalTokenPage> {
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.personalAccessToken.findMany({
    where: { userId: ctx.principal.userId, ...after },
    ...range,
    select: personalTokenFields,
  });
  return toPage(rows, page.limit, (row) => toPersonalToken(row, ctx.now()));
}

/** @throws AppError NOT_FOUND, also for another user's token */
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
 * Replaces a token by a new one with the same name and lifetime. The old token keeps working for the grace period, but
 * not past its own expiry.
 *
 * @throws AppError NOT_FOUND, also for another user's token
 * @throws AppError CONFLICT when the token is revoked, expired or already replaced
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
 * Revokes one of the caller's tokens immediately and closes its sockets. Revoking it again is not an error.
 *
 * @throws AppError NOT_FOUND, also for another user's token
 */
export async function revokePersonalToken(ctx: UserContext, { tokenId }: PersonalTokenRef): Promise<void> {
  await endPersonalToken(ctx, { id: tokenId, userId: ctx.principal.userId }, 'token.revoke');
}

/** Revokes the matching token. Revoking it again is not an error. @throws AppError NOT_FOUND when none matches */
export async function endPersonalToken(
  ctx: UserContext,
  match: { id: string; userId?: string },
  action: 'token.revoke' | 'token.admin_revoke',
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const token = await tx.personalAccessToken.findFirst({
      where: match,
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
  ctx.revocations.revoke({ kind: 'personalToken', id: match.id });
}

/** Records in the audit log that a token is used from a new IP address. */
export function auditNewAddress(
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
