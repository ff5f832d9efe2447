import type { OwnedPersonalToken, PersonalTokenStatus } from '@sitecast/api/people/personal-tokens/schema';
import type { Sort } from '../../ui/Table.tsx';

export const uses = ['any', 'week', 'month', 'idle', 'never'] as const;
/** A filter by a token's last use. */
type Use = (typeof uses)[number];

export type Column = 'name' | 'userEmail' | 'createdAt' | 'lastUsedAt' | 'expiresAt';

const WEEK_MS = 7 * 86_400_000;
const MONTH_MS = 30 * 86_400_000;

export interface Filter {
  /** The owner's id. */
  user: string | undefined;
  status: PersonalTokenStatus | undefined;
  used: Use;
}

/** The tokens that match all filters. @param now ms since the epoch */
export function filterTokens(tokens: OwnedPersonalToken[], { user, status, used }: Filter, now: number) {
  return tokens.filter(
    (token) =>
      (user === undefined || token.userId === user) &&
      (status === undefined || token.status === status) &&
      wasUsed(token, used, now),
  );
}

function wasUsed({ lastUsedAt }: OwnedPersonalToken, use: Use, now: number): boolean {
  const ago = lastUsedAt === null ? Number.POSITIVE_INFINITY : now - Date.parse(lastUsedAt);
  switch (use) {
    case 'any':
      return true;
    case 'week':
      return ago < WEEK_MS;
    case 'month':
      return ago < MONTH_MS;
    case 'idle':
      return ago >= MONTH_MS;
    case 'never':
      return lastUsedAt === null;
  }
}

/** Tokens without a value, such as those never used, come last in either direction. */
export function sortTokens(
  tokens: OwnedPersonalToken[],
  { by, descending }: Sort<Column>,
): OwnedPersonalToken[] {
  return tokens.toSorted((one, other) => {
    const [a, b] = [one[by], other[by]];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return descending ? b.localeCompare(a) : a.localeCompare(b);
  });
}
