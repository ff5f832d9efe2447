import { misused } from './errors.ts';
import { flag } from './options.ts';
import type { Output } from './output.ts';
import type { Cell } from './table.ts';
import { localTime } from './time.ts';

export const rawOption = flag('Print the token alone, for a pipe');

export interface NewToken {
  id: string;
  name: string;
  prefix: string;
  token: string;
  expiresAt: string | null;
}

interface Form {
  raw?: true;
  json?: true;
}

/** Checked before the token is made: one that cannot be shown would be lost. @throws UserError Misused */
export function requireOneForm({ raw, json }: Form): void {
  if (raw && json) throw misused('--raw and --json exclude each other.');
}

/** Shows a token the one time that it can be shown. */
export function showNewToken(
  output: Output,
  token: NewToken,
  { raw, json }: Form,
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
    output.say('Keep it now: it is not shown again.');
  }
}
