import type { Option } from './command.ts';
import { usageError } from './errors.ts';

export function text(value: string, summary: string): Option<string | undefined> {
  return { value, summary };
}

export function requiredText(value: string, summary: string): Option<string> {
  return { value, summary, required: true };
}

export function requiredChoice<const T extends string>(choices: readonly T[], summary: string): Option<T> {
  return { value: '<choice>', summary, choices, required: true };
}

export function choice<const T extends string>(
  choices: readonly T[],
  summary: string,
): Option<T | undefined> {
  return { value: '<choice>', summary, choices };
}

export function numeric(value: string, summary: string): Option<number | undefined> {
  return { value, summary, parse: toNumber };
}

/** An option with an optional number; `true` if it is omitted. */
export function optionalNumber(value: string, summary: string): Option<number | true | undefined> {
  return { value, summary, parse: toNumber };
}

/** A repeatable option. */
export function texts(value: string, summary: string): Option<string[] | undefined> {
  return { value, summary, repeated: true };
}

export function flag(summary: string): Option<true | undefined> {
  return { summary };
}

/** A flag that also has a one-letter form. */
export function shortFlag(short: string, summary: string): Option<true | undefined> {
  return { short, summary };
}

export function toNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw usageError(`“${text}” is not a number.`);
  return number;
}

/** For commands that print data. */
export const jsonOption = flag('Print JSON with the field names of the REST API');

/** For commands that connect to the server. */
export const serverOption = text('<url>', 'Server URL (default: the one you are logged in to)');

/** For commands that work in a workspace. */
export const connectionOptions = {
  server: serverOption,
  workspace: text('<id|name>', 'Workspace (default: the selected one, or your first)'),
};
