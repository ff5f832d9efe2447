import type { Context } from './context.ts';

/** Something that follows the command's name, e.g. `<code>`. */
export interface Argument {
  name: string;
  summary: string;
  choices?: readonly string[];
  /** One or more of them, to the end of the line. */
  several?: true;
}

/** Its name on the command line comes from its key: `titleColor` is `--title-color`. */
export interface Option<T> {
  summary: string;
  /** What follows it, e.g. `<px>`, or `[seconds]` where it may be left out; absent for a switch. */
  value?: string;
  choices?: readonly string[];
  required?: boolean;
  /** One letter: `-f`. */
  short?: string;
  /** `--no-<key>`: false when given, undefined when not. */
  negative?: boolean;
  /** Its name in the API where that is another: a refused field is told by its option. */
  field?: string;
  /** May be given several times: all of it in a list. */
  repeated?: boolean;
  /** Reads the text. Throws `misused` when it cannot be read; whether it is allowed is the server's business. */
  parse?(text: string): T;
}

type Arguments = Record<string, Argument>;
type Options = Record<string, Option<unknown>>;
type Input<A extends Arguments, O extends Options> = {
  [K in keyof A]: A[K] extends { several: true } ? string[] : string;
} & {
  [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** A command as data: what it takes, and the one function that does it. */
export interface Command {
  /** With its groups: `devices list`, `auth token create`. */
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

/** Gives `run` an input that is typed by the command's own arguments and options. */
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
