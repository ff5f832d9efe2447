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
  /** Set on one that was rotated and still works for its grace. */
  replacedById: string | null;
}

/**
 * The token that was meant: by its id, by its prefix, or by its exact name. One that is revoked already is in nobody's
 * way: names are used again.
 *
 * @throws UserError when there is none or more than one
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
      ? `You have no token “${wanted}”. ${listCommand} shows them all.`
      : [
          `“${wanted}” is ambiguous: ${found.length} tokens answer to it. Give the id of one:`,
          ...found.map(candidate),
        ].join('\n'),
  );
}

/** A line of what may have been meant. */
function candidate({ id, name, status }: AnyToken): string {
  return `${id}  “${printable(name)}”, ${status}`;
}

export const tokenArgument = {
  name: 'id|prefix|name',
  summary: 'Its id, its prefix or its exact name',
};

/** @param more columns that only tokens of this kind have */
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
