import { apiTokenPrefix, generateApiToken, sha256 } from '@sitecast/auth';
import { type Transaction, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { requireMembership } from '../../core/access.ts';
import { audit } from '../../core/audit.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import type { UserContext } from '../context.ts';
import { noSuchToken, rotateToken } from '../token-rotation.ts';
import { manageableTokens, requireMintable } from './manage.ts';
import { toInfo, tokenFields } from './row.ts';
import {
  type CreateToken,
  type MintedToken,
  type RotateToken,
  type TokenPage,
  type TokenRef,
  TokenScope,
} from './schema.ts';
import { requirePlaylists } from './targets.ts';

const DAY_MS = 86_400_000;

/**
 * Mints a token in the caller's workspace. Only this response contains it; the database stores a hash.
 *
 * @throws AppError FORBIDDEN when the caller's role may not mint this scope
 * @throws AppError VALIDATION when a target is not a playlist of this workspace
 */
export async function createToken(ctx: UserContext, input: CreateToken): Promise<MintedToken> {
  const { workspaceId, role } = requireMembership(ctx.principal, ctx.workspaceHint);
  requireMintable(role, input.scope);
  const { name, scope, expiresInDays, targetPlaylistIds = [], autoPublish = false } = input;
  return transaction(ctx.db, async (tx) => {
    const targets = await requirePlaylists(tx, workspaceId, 'targetPlaylistIds', targetPlaylistIds);
    const playlistIds = targets.map(({ id }) => id);
    const lifetimeMs = expiresInDays === undefined ? null : expiresInDays * DAY_MS;
    const minted = await mint(ctx, tx, { workspaceId, name, scope, autoPublish, playlistIds, lifetimeMs });
    const more = scope === 'agency' ? { playlistIds, autoPublish } : {};
    const details = { name, scope, ...more };
    await audit(
      { ...ctx, workspaceId },
      tx,
      'api_token.create',
      { kind: 'api_token', id: minted.id },
      details,
    );
    return minted;
  });
}

/** Lists the caller's own tokens, or those of all members for admins of the workspace. Newest first. */
export async function listTokens(ctx: UserContext, page: Page): Promise<TokenPage> {
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.apiToken.findMany({
    where: { ...manageableTokens(ctx), ...after },
    ...range,
    select: tokenFields,
  });
  return toPage(rows, page.limit, (row) => toInfo(row, ctx.now()));
}

/**
 * Replaces a token by a new one with the same name, scope, targets and lifetime. The new token belongs to the caller,
 * so that an admin who rotates another member's token cannot act in that member's name.
 *
 * @throws AppError NOT_FOUND; CONFLICT when the token is revoked, expired or already replaced
 */
export async function rotateApiToken(
  ctx: UserContext,
  { tokenId, graceMinutes }: RotateToken,
): Promise<MintedToken> {
  const { workspaceId, role } = requireMembership(ctx.principal, ctx.workspaceHint);
  return rotateToken(ctx, graceMinutes, {
    kind: 'apiToken',
    find: (tx) =>
      tx.apiToken.findFirst({ where: { ...manageableTokens(ctx), id: tokenId }, select: tokenFields }),
    ownerOf: ({ owner }) => owner.id,
    create(tx, { name, scope, autoPublish, targets }, lifetimeMs) {
      const kept = { workspaceId, name, scope: TokenScope.parse(scope), autoPublish, lifetimeMs };
      requireMintable(role, kept.scope);
      return mint(ctx, tx, { ...kept, playlistIds: targets.map(({ playlist }) => playlist.id) });
    },
    async retire(tx, old, how) {
      await tx.apiToken.update({ where: { id: old.id }, data: how, select: { id: true } });
      const { id, name, scope } = old;
      const details = { name, scope, replacedById: how.replacedById, graceMinutes };
      await audit({ ...ctx, workspaceId }, tx, 'api_token.rotate', { kind: 'api_token', id }, details);
    },
  });
}

/** Revokes a token immediately and closes its streams. Revoking it again is not an error. @throws AppError NOT_FOUND */
export async function revokeToken(ctx: UserContext, { tokenId }: TokenRef): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const token = await tx.apiToken.findFirst({
      where: { ...manageableTokens(ctx), id: tokenId },
      select: { id: true, name: true, scope: true, workspaceId: true, revokedAt: true },
    });
    if (!token) throw noSuchToken();
    if (token.revokedAt) return;
    await tx.apiToken.update({
      where: { id: tokenId },
      data: { revokedAt: ctx.now() },
      select: { id: true },
    });
    const { workspaceId, name, scope } = token;
    const details = { name, scope };
    await audit({ ...ctx, workspaceId }, tx, 'api_token.revoke', { kind: 'api_token', id: tokenId }, details);
  });
  ctx.revocations.revoke({ kind: 'apiToken', id: tokenId });
}

interface Minting {
  workspaceId: string;
  name: string;
  scope: TokenScope;
  autoPublish: boolean;
  playlistIds: string[];
  /** Null: never expires. */
  lifetimeMs: number | null;
}

/** Creates a token that belongs to the caller. */
async function mint(
  { now, principal }: UserContext,
  tx: Transaction,
  { playlistIds, lifetimeMs, ...rest }: Minting,
): Promise<MintedToken> {
  const token = generateApiToken();
  const createdAt = now();
  const row = await tx.apiToken.create({
    data: {
      id: uuidv7(),
      ownerId: principal.userId,
      tokenHash: sha256(token),
      prefix: apiTokenPrefix(token),
      createdAt,
      expiresAt: lifetimeMs === null ? null : new Date(createdAt.getTime() + lifetimeMs),
      targets: { create: playlistIds.map((playlistId) => ({ playlistId })) },
      ...rest,
    },
    select: tokenFields,
  });
  return { ...toInfo(row, createdAt), token };
}
