import type { Prisma } from '@sitecast/db';
import { tokenStatus } from '../token-rotation.ts';
import type { PersonalToken, PersonalTokenStatus } from './schema.ts';

/** What of a row leaves the server: never the hash. */
export const personalTokenFields = {
  id: true,
  name: true,
  prefix: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  lastUsedIp: true,
  revokedAt: true,
  replacedById: true,
} satisfies Prisma.PersonalAccessTokenSelect;

type Row = Prisma.PersonalAccessTokenGetPayload<{ select: typeof personalTokenFields }>;

export function toPersonalToken(row: Row, now: Date): PersonalToken {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    status: tokenStatus(row, now),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedIp: row.lastUsedIp,
    replacedById: row.replacedById,
  };
}

/** Asks the database what `tokenStatus` says of a row. */
export function whereStatus(status: PersonalTokenStatus, now: Date): Prisma.PersonalAccessTokenWhereInput {
  switch (status) {
    case 'revoked':
      return { revokedAt: { not: null } };
    case 'expired':
      return { revokedAt: null, expiresAt: { lte: now } };
    case 'active':
      return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  }
}
