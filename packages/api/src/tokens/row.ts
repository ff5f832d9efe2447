import type { Prisma } from '@sitecast/db';
import { tokenStatus } from '../token-rotation.ts';
import { type ApiTokenInfo, TokenScope } from './schema.ts';

/** What of a row leaves the server: never the hash. */
export const tokenFields = {
  id: true,
  name: true,
  scope: true,
  prefix: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  lastUsedIp: true,
  revokedAt: true,
  replacedById: true,
  autoPublish: true,
  owner: { select: { id: true, email: true } },
  targets: {
    select: { playlist: { select: { id: true, name: true } } },
    orderBy: { playlistId: 'asc' },
  },
} satisfies Prisma.ApiTokenSelect;

export type TokenRow = Prisma.ApiTokenGetPayload<{ select: typeof tokenFields }>;

export function toInfo(row: TokenRow, now: Date): ApiTokenInfo {
  return {
    id: row.id,
    name: row.name,
    scope: TokenScope.parse(row.scope),
    prefix: row.prefix,
    status: tokenStatus(row, now),
    owner: row.owner,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedIp: row.lastUsedIp,
    replacedById: row.replacedById,
    targets: row.targets.map(({ playlist }) => playlist),
    autoPublish: row.autoPublish,
  };
}
