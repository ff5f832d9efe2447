import tab from '@bomb.sh/tab/commander';
import { Command as Commander, Option as CommanderOption, InvalidArgumentError } from 'commander';
import { version } from '../package.json' with { type: 'json' };
import type { Command, Option } from './command.ts';
import { commands, groups } from './commands/index.ts';
import { UserError } from './errors.ts';
import { separate } from './text.ts';

/** Builds the command line from the commands. `run` is called with the one that was typed. */
export function createProgram(
  run: (command: Command, input: Record<string, unknown>) => Promise<void>,
): Commander {
  const program = new Commander('sitecast')
    .description('Screens and overlays from the command line')
    .version(version)
    .exitOverride();
  const parents = new Map<string, Commander>();
  for (const command of commands) {
    const words = command.name.split(' ');
    const group = words.length === 1 ? null : words[0]!;
    if (group !== null && !parents.has(group))
      parents.set(group, program.command(group).description(groups[group]!));
    const parent = group === null ? program : parents.get(group)!;
    addCommand(parent, words.at(-1)!, command, run);
  }
  // Adds `completion <shell>` and the hidden `complete` that its scripts call.
  tab(program, { completionCommandName: 'completion' });
  return program;
}

function addCommand(
  parent: Commander,
  name: string,
  command: Command,
  run: (command: Command, input: Record<string, unknown>) => Promise<void>,
): void {
  const entry = parent.command(name).description(command.summary);
  const positional = Object.entries(command.arguments);
  for (const [, argument] of positional) entry.argument(`<${argument.name}>`, argument.summary);
  for (const [key, option] of Object.entries(command.options)) entry.addOption(toCommander(key, option));
  entry.action(async () => {
    const given = Object.fromEntries(positional.map(([key], n) => [key, entry.args[n]]));
    await run(command, { ...given, ...optionsOf(command, entry.opts()) });
  });
}

function toCommander(key: string, { summary, value, choices, required, negative, parse }: Option<unknown>) {
  const name = separate(key, '-');
  const option = new CommanderOption(
    negative ? `--no-${name}` : `--${name}${value ? ` ${value}` : ''}`,
    summary,
  );
  option.makeOptionMandatory(required ?? false);
  if (choices) option.choices(choices);
  if (parse) option.argParser((text) => orInvalid(() => parse(text)));
  return option;
}

/** Commander names the option in front of the message when it is told so in its own way. */
function orInvalid<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof UserError ? new InvalidArgumentError(error.message) : error;
  }
}

/** Commander says `true` for a `--no-…` that was not given. */
function optionsOf({ options }: Command, given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([key, { negative }]) => [
      key,
      negative && given[key] === true ? undefined : given[key],
    ]),
  );
}
