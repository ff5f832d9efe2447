import { type NewToken, rawOption, requireOneFormat, showNewToken } from './new-token.ts';
import { numeric } from './options.ts';
import type { Output } from './output.ts';
import type { Cell } from './table.ts';
import { type AnyToken, chooseToken } from './token-list.ts';

export const rotationOptions = {
  grace: {
    ...numeric('<minutes>', 'Minutes until the old token stops working, up to 1440 (default: 0)'),
    field: 'graceMinutes',
  },
  raw: rawOption,
};

interface Rotation<T extends AnyToken, New extends NewToken> {
  /** ID, prefix or name as given. */
  wanted: string;
  grace: number | undefined;
  raw: true | undefined;
  json: true | undefined;
  listCommand: string;
  tokens(): Promise<T[]>;
  rotate(input: { tokenId: string; graceMinutes: number | undefined }): Promise<New>;
  details?(token: New): [label: string, value: Cell][];
}

/** Rotates the selected token and prints the new one. */
export async function rotateToken<T extends AnyToken, New extends NewToken>(
  output: Output,
  { wanted, grace, raw, json, listCommand, tokens, rotate, details }: Rotation<T, New>,
): Promise<void> {
  requireOneFormat({ raw, json });
  // Tokens rotated earlier keep their name during their grace period.
  const current = (await tokens()).filter(({ id, replacedById }) => replacedById === null || id === wanted);
  const { id } = chooseToken(current, wanted, listCommand);
  const token = await rotate({ tokenId: id, graceMinutes: grace });
  showNewToken(output, token, { raw, json }, details?.(token));
  if (grace !== undefined && grace > 0) output.say(`The old token still works for ${grace} min.`);
}
