import { isId } from './connection.ts';
import { UserError } from './errors.ts';
import type { Output } from './output.ts';
import type { Cell, Column } from './table.ts';
import { count, printable } from './text.ts';
import { ago, until } from './time.ts';

export interface AnyToken {
  id: string;
  name: string;
  prefix: string;
  status: 'active' | 'expired' | 'revoked';
  expiresAt: string | null;
  lastUsedAt: string | null;
  /** Set if it was rotated and is in its grace period. */
  replacedById: string | null;
}

/**
 * The token with this ID, prefix or exact name. Revoked tokens are only found by ID, because names are reused.
 *
 * @throws UserError if there is none, or more than one
 */
export function chooseToken<T extends AnyToken>(tokens: T[], wanted: string, listCommand: string): T {
  const found = isId(wanted)
    ? tokens.filter(({ id }) => id === wanted.toLowerCase())
    : tokens.filter(
        ({ name, prefix, status }) => status !== 'revoked' && (name === wanted || prefix === wanted),
      );
  if (found.length === 1) return found[0]!;
  throw new UserError(
    found.length === 0
      ? `Token “${wanted}” not found. Run ${listCommand}.`
      : [`“${wanted}” matches ${found.length} tokens. Use the ID of one:`, ...found.map(candidate)].join(
          '\n',
        ),
  );
}

/** A line describing a matching token. */
function candidate({ id, name, status }: AnyToken): string {
  return `${id}  “${printable(name)}”, ${status}`;
}

export const tokenArgument = {
  name: 'id|prefix|name',
  summary: 'Token ID, prefix or exact name',
};

/** Prints tokens as a table. @param more additional columns */
export function tokenTable<T extends AnyToken>(output: Output, tokens: T[], more: Column<T>[] = []): void {
  output.table<T>(
    [
      { title: 'NAME', cell: ({ name }) => name },
      { title: 'PREFIX', cell: ({ prefix }) => prefix, whole: true },
      { title: 'STATUS', cell: statusCell },
      { title: 'EXPIRES', cell: ({ expiresAt }) => (expiresAt === null ? 'never' : until(expiresAt)) },
      { title: 'LAST USED', cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'never' : ago(lastUsedAt)) },
      ...more,
      { title: 'ID', cell: ({ id }) => id, whole: true },
    ],
    tokens,
  );
  const active = tokens.filter(({ status }) => status === 'active').length;
  output.say(`${count(tokens.length, 'token')}, ${active} active.`);
}

function statusCell({ status, replacedById }: AnyToken): Cell {
  if (status === 'active') return replacedById ? 'replaced' : { text: status, tone: 'good' };
  return { text: status, tone: status === 'expired' ? 'bad' : 'quiet' };
}
