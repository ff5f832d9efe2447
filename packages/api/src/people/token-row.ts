import { tokenStatus } from './token-rotation.ts';

/** The columns that may leave the server, so never the hash. Both kinds of token have them. */
export const anyTokenFields = {
  id: true,
  name: true,
  prefix: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  lastUsedIp: true,
  revokedAt: true,
  replacedById: true,
} as const;

export interface AnyTokenRow {
  id: string;
  name: string;
  prefix: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  lastUsedIp: string | null;
  revokedAt: Date | null;
  replacedById: string | null;
}

/** The response fields that API tokens and personal tokens share. */
export function toAnyToken(row: AnyTokenRow, now: Date) {
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
