import type { Prisma } from '@sitecast/db';
import { anyTokenFields, toAnyToken } from '../token-row.ts';
import { type ApiTokenInfo, TokenScope } from './schema.ts';

export const tokenFields = {
  ...anyTokenFields,
  scope: true,
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
    ...toAnyToken(row, now),
    scope: TokenScope.parse(row.scope),
    owner: row.owner,
    targets: row.targets.map(({ playlist }) => playlist),
    autoPublish: row.autoPublish,
  };
}
