import type { Option } from './command.ts';
import { misused } from './errors.ts';

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

/** A number that may be left out: then the option is `true`. */
export function optionalNumber(value: string, summary: string): Option<number | true | undefined> {
  return { value, summary, parse: toNumber };
}

/** May be given several times. */
export function texts(value: string, summary: string): Option<string[] | undefined> {
  return { value, summary, repeated: true };
}

export function flag(summary: string): Option<true | undefined> {
  return { summary };
}

/** Also as one letter, `-f`. */
export function shortFlag(short: string, summary: string): Option<true | undefined> {
  return { short, summary };
}

export function negativeFlag(summary: string): Option<false | undefined> {
  return { summary, negative: true };
}

export function toNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw misused(`“${text}” is not a number.`);
  return number;
}

/** For every command that prints data. */
export const jsonOption = flag('Print the data as JSON, with the names of the REST API');

/** For every command that talks to the server. */
export const serverOption = text('<url>', 'The server’s address; default: the one you logged in to');

/** For every command that works in a workspace. */
export const connectionOptions = {
  server: serverOption,
  workspace: text('<id|name>', 'The workspace, when you are in several; default: the first'),
};
