import type { Context } from './context.ts';

/** A positional argument, e.g. `<code>`. */
export interface Argument {
  name: string;
  summary: string;
  choices?: readonly string[];
  /** Takes one or more values, up to the end of the line. */
  variadic?: true;
}

/** An option. Its name comes from its key: `titleColor` becomes `--title-color`. */
export interface Option<T> {
  summary: string;
  /** Placeholder of its value, e.g. `<px>`, or `[seconds]` if optional; absent for a flag. */
  value?: string;
  choices?: readonly string[];
  required?: boolean;
  /** A single letter: `f` for `-f`. */
  short?: string;
  /** `--no-<key>`: false if given, otherwise undefined. */
  negative?: boolean;
  /** The API's field name if it differs, so that validation errors can name the option. */
  field?: string;
  /** May be repeated; the values are collected in a list. */
  repeated?: boolean;
  /** Parses the value. @throws UserError if it is malformed; the server validates the rest */
  parse?(text: string): T;
}

type Arguments = Record<string, Argument>;
type Options = Record<string, Option<unknown>>;
type Input<A extends Arguments, O extends Options> = {
  [K in keyof A]: A[K] extends { variadic: true } ? string[] : string;
} & {
  [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** A command as data: its arguments and options, and the function that runs it. */
export interface Command {
  /** Full name: `devices list`, `auth token create`. */
  name: string;
  summary: string;
  arguments: Arguments;
  options: Options;
  run(context: Context, input: Record<string, unknown>): Promise<void>;
}

interface Definition<A extends Arguments, O extends Options> {
  name: string;
  summary: string;
  arguments?: A;
  options?: O;
  run(context: Context, input: Input<A, O>): Promise<void>;
}

/** Defines a command whose `run` input is typed by its arguments and options. */
export function defineCommand<
  const A extends Arguments = Record<never, Argument>,
  O extends Options = Record<never, never>,
>(definition: Definition<A, O>): Command {
  const { name, summary, run } = definition;
  return {
    name,
    summary,
    arguments: definition.arguments ?? {},
    options: definition.options ?? {},
    run: (context, input) => run(context, input as Input<A, O>),
  };
}
