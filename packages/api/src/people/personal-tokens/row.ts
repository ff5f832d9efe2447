import type { Prisma } from '@sitecast/db';
import { type AnyTokenRow, anyTokenFields, toAnyToken } from '../token-row.ts';
import type { PersonalToken, PersonalTokenStatus } from './schema.ts';

export const personalTokenFields = anyTokenFields satisfies Prisma.PersonalAccessTokenSelect;

export function toPersonalToken(row: AnyTokenRow, now: Date): PersonalToken {
  return toAnyToken(row, now);
}

/** The database filter that matches `tokenStatus`. */
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
