import tab from '@bomb.sh/tab/commander';
import {
  Command as Commander,
  Argument as CommanderArgument,
  Option as CommanderOption,
  InvalidArgumentError,
} from 'commander';
import { version } from '../package.json' with { type: 'json' };
import type { Command, Option } from './command.ts';
import { commands, groups } from './commands/index.ts';
import { UserError } from './errors.ts';
import { separate } from './text.ts';

/** Builds the command line from the commands. `run` is called with the selected command. */
export function createProgram(
  run: (command: Command, input: Record<string, unknown>) => Promise<void>,
): Commander {
  const program = new Commander('sitecast')
    .description('Manage Sitecast screens, overlays and sound level meters from the command line')
    .version(version)
    .exitOverride();
  const parents = new Map<string, Commander>([['', program]]);
  const parentOf = (group: string): Commander => {
    const known = parents.get(group);
    if (known) return known;
    const [outer, word] = splitLast(group);
    const parent = parentOf(outer).command(word).description(groups[group]!);
    parents.set(group, parent);
    return parent;
  };
  for (const command of commands) {
    const [group, word] = splitLast(command.name);
    addCommand(parentOf(group), word, command, run);
  }
  // Adds `completion <shell>` and the hidden `complete` that its scripts call.
  tab(program, { completionCommandName: 'completion' });
  return program;
}

/** `auth token list` → `auth token` and `list`. */
function splitLast(name: string): [group: string, word: string] {
  const at = name.lastIndexOf(' ');
  return [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
}

function addCommand(
  parent: Commander,
  name: string,
  command: Command,
  run: (command: Command, input: Record<string, unknown>) => Promise<void>,
): void {
  const entry = parent.command(name).description(command.summary);
  const positional = Object.entries(command.arguments);
  for (const [, { name, summary, choices, variadic }] of positional) {
    const argument = new CommanderArgument(`<${name}${variadic ? '...' : ''}>`, summary);
    entry.addArgument(choices ? argument.choices(choices) : argument);
  }
  for (const [key, option] of Object.entries(command.options)) entry.addOption(toCommander(key, option));
  entry.action(async () => {
    const given = Object.fromEntries(positional.map(([key], n) => [key, entry.processedArgs[n]]));
    await run(command, { ...given, ...optionsOf(command, entry.opts()) });
  });
}

function toCommander(
  key: string,
  { summary, value, choices, required, short, negative, repeated, parse }: Option<unknown>,
) {
  const name = separate(key, '-');
  const option = new CommanderOption(
    (short ? `-${short}, ` : '') + (negative ? `--no-${name}` : `--${name}${value ? ` ${value}` : ''}`),
    summary,
  );
  option.makeOptionMandatory(required ?? false);
  if (choices) option.choices(choices);
  if (parse) option.argParser((text) => orInvalid(() => parse(text)));
  if (repeated) option.argParser((text, before: string[] = []) => [...before, text]);
  return option;
}

/** Commander puts the option's name in front of the message of this error class. */
function orInvalid<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof UserError ? new InvalidArgumentError(error.message) : error;
  }
}

/** Commander sets `true` for a `--no-…` option that was not given. */
function optionsOf({ options }: Command, given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([key, { negative }]) => [
      key,
      negative && given[key] === true ? undefined : given[key],
    ]),
  );
}
