import { usageError } from './errors.ts';
import { flag } from './options.ts';
import type { Output } from './output.ts';
import type { Cell } from './table.ts';
import { localTime } from './time.ts';

export const rawOption = flag('Print only the token');

export interface NewToken {
  id: string;
  name: string;
  prefix: string;
  token: string;
  expiresAt: string | null;
}

interface TokenFormat {
  raw?: true;
  json?: true;
}

/** Checked before a token is created, because it can't be shown later. @throws UserError for --raw with --json */
export function requireOneFormat({ raw, json }: TokenFormat): void {
  if (raw && json) throw usageError('--raw and --json cannot be used together.');
}

/** Prints a new token, which can only be shown once. */
export function showNewToken(
  output: Output,
  token: NewToken,
  { raw, json }: TokenFormat,
  more: [label: string, value: Cell][] = [],
): void {
  if (json) output.json(token);
  else if (raw) output.line(token.token);
  else {
    output.details([
      ['Name', token.name],
      ['ID', token.id],
      ['Prefix', token.prefix],
      ...more,
      ['Expires', token.expiresAt === null ? 'never' : localTime(token.expiresAt)],
      ['Token', token.token],
    ]);
    output.say("Copy the token now; it won't be shown again.");
  }
}
