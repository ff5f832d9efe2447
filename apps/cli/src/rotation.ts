import { type NewToken, rawOption, requireOneForm, showNewToken } from './new-token.ts';
import { numeric } from './options.ts';
import type { Output } from './output.ts';
import type { Cell } from './table.ts';
import { type AnyToken, chooseToken } from './token-list.ts';

export const rotationOptions = {
  grace: {
    ...numeric('<minutes>', 'How long the old one still works, to 1440; default: 0'),
    field: 'graceMinutes',
  },
  raw: rawOption,
};

interface Rotation<T extends AnyToken, New extends NewToken> {
  /** The id, prefix or name that was typed. */
  wanted: string;
  grace: number | undefined;
  raw: true | undefined;
  json: true | undefined;
  listCommand: string;
  tokens(): Promise<T[]>;
  rotate(input: { tokenId: string; graceMinutes: number | undefined }): Promise<New>;
  details?(token: New): [label: string, value: Cell][];
}

/** Puts a new token in the place of the one that was meant, and shows it. */
export async function rotateToken<T extends AnyToken, New extends NewToken>(
  output: Output,
  { wanted, grace, raw, json, listCommand, tokens, rotate, details }: Rotation<T, New>,
): Promise<void> {
  requireOneForm({ raw, json });
  // A name that was rotated before stands on its predecessors too, until their grace is over.
  const current = (await tokens()).filter(({ id, replacedById }) => replacedById === null || id === wanted);
  const { id } = chooseToken(current, wanted, listCommand);
  const token = await rotate({ tokenId: id, graceMinutes: grace });
  showNewToken(output, token, { raw, json }, details?.(token));
  if (grace !== undefined && grace > 0) output.say(`The old one still works for ${grace} min.`);
}
