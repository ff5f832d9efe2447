import {
  apiTokenPrefix,
  generateApiToken,
  sha256,
  type UserPrincipal,
  type WorkspaceRole,
} from '@sitecast/auth';
import type { Prisma } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { requireMembership } from '../access.ts';
import { auditRow } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { keyset, type Page, toPage } from '../page.ts';
import type { ApiTokenInfo, CreateToken, MintableScope, MintedToken, TokenPage } from './schema.ts';

type UserContext = Context & { principal: UserPrincipal };

const LADDER: MintableScope[] = ['read', 'write', 'full'];
/** Nobody mints a token that may do more than himself. */
const HIGHEST_SCOPE = { viewer: 'read', operator: 'full', admin: 'full' } as const;

/** What somebody of this role may not mint, and so may not go on holding. */
export function scopesAbove(role: WorkspaceRole): MintableScope[] {
  return LADDER.slice(LADDER.indexOf(HIGHEST_SCOPE[role]) + 1);
}

/**
 * Mints a token in the caller's workspace. The answer is the only place where it ever stands.
 *
 * @throws AppError FORBIDDEN when the scope is above the caller's role
 */
export async function createToken(ctx: UserContext, input: CreateToken): Promise<MintedToken> {
  const { workspaceId, role } = requireMembership(ctx.principal, ctx.workspaceHint);
  if (LADDER.indexOf(input.scope) > LADDER.indexOf(HIGHEST_SCOPE[role])) {
    throw new AppError(
      'FORBIDDEN',
      `As ${role} of this workspace you can create tokens with scope ${HIGHEST_SCOPE[role]} only.`,
    );
  }
  const token = generateApiToken();
  const now = ctx.now();
  const data = {
    id: uuidv7(),
    workspaceId,
    ownerId: ctx.principal.userId,
    name: input.name,
    scope: input.scope,
    tokenHash: sha256(token),
    prefix: apiTokenPrefix(token),
    createdAt: now,
    expiresAt:
      input.expiresInDays === undefined ? null : new Date(now.getTime() + input.expiresInDays * 86_400_000),
  };
  const [row] = await ctx.db.$transaction([
    ctx.db.apiToken.create({ data, select: tokenFields }),
    ctx.db.auditEvent.create({ data: auditRow(ctx, deed('api_token.create', data)) }),
  ]);
  return { ...toInfo(row, now), token };
}

/** Own tokens; an admin of the workspace sees everybody's. Newest first. */
export async function listTokens(ctx: UserContext, page: Page): Promise<TokenPage> {
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.apiToken.findMany({
    where: { ...manageable(ctx), ...after },
    ...range,
    select: tokenFields,
  });
  return toPage(rows, page.limit, (row) => toInfo(row, ctx.now()));
}

/** Ends a token at once, its open streams included. Revoking twice is no error. @throws AppError NOT_FOUND */
export async function revokeToken(ctx: UserContext, { tokenId }: { tokenId: string }): Promise<void> {
  const token = await ctx.db.apiToken.findFirst({
    where: { ...manageable(ctx), id: tokenId },
    select: { id: true, name: true, scope: true, workspaceId: true, revokedAt: true },
  });
  if (!token) throw new AppError('NOT_FOUND', 'There is no such token.');
  if (token.revokedAt) return;
  await ctx.db.$transaction([
    ctx.db.apiToken.update({ where: { id: tokenId }, data: { revokedAt: ctx.now() }, select: { id: true } }),
    ctx.db.auditEvent.create({ data: auditRow(ctx, deed('api_token.revoke', token)) }),
  ]);
  ctx.revocations.revoke({ kind: 'apiToken', id: tokenId });
}

function manageable(ctx: UserContext) {
  const { workspaceId, role } = requireMembership(ctx.principal, ctx.workspaceHint);
  return role === 'admin' ? { workspaceId } : { workspaceId, ownerId: ctx.principal.userId };
}

function deed(
  action: string,
  { id, name, scope, workspaceId }: { id: string; name: string; scope: string; workspaceId: string },
) {
  return { action, resource: { kind: 'api_token', id }, workspaceId, details: { name, scope } };
}

const tokenFields = {
  id: true,
  name: true,
  scope: true,
  prefix: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  lastUsedIp: true,
  revokedAt: true,
  owner: { select: { id: true, email: true } },
} satisfies Prisma.ApiTokenSelect;

function toInfo(row: Prisma.ApiTokenGetPayload<{ select: typeof tokenFields }>, now: Date): ApiTokenInfo {
  const expired = row.expiresAt !== null && row.expiresAt <= now;
  return {
    id: row.id,
    name: row.name,
    scope: row.scope as MintableScope,
    prefix: row.prefix,
    status: row.revokedAt ? 'revoked' : expired ? 'expired' : 'active',
    owner: row.owner,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedIp: row.lastUsedIp,
  };
}
