import { CommanderError } from 'commander';
import type { Command } from './command.ts';
import { createConfig } from './config.ts';
import {
  type Connection,
  findWorkspace,
  openConnection,
  requirePerson,
  resolveAccess,
} from './connection.ts';
import type { Context } from './context.ts';
import { readEnv } from './env.ts';
import { cancelled, ExitCode, UserError } from './errors.ts';
import { createOutput, type Output } from './output.ts';
import { createProgram } from './program.ts';
import { createPrompt } from './prompt.ts';

/** Ends the command normally on Ctrl-C; undefined: Ctrl-C cancels it. */
let onInterrupt: (() => void) | undefined;

function interrupt(output: Output): void {
  const end = onInterrupt;
  onInterrupt = undefined;
  if (end) end();
  else {
    output.error(cancelled().message);
    process.exit(ExitCode.Usage);
  }
}

async function main(): Promise<void> {
  const env = readEnv();
  const output = createOutput(process, env.color);
  process.on('SIGINT', () => interrupt(output));
  // The reader of the pipe has exited, as in `sitecast … | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(ExitCode.Ok);
  });
  try {
    await createProgram((command, input) => runCommand(command, input, env, output)).parseAsync();
  } catch (error) {
    process.exitCode = report(error, output);
  }
}

async function runCommand(
  command: Command,
  input: Record<string, unknown>,
  env: Context['env'],
  output: Output,
): Promise<void> {
  const config = createConfig(env.configDir);
  let connection: Connection | null = null;
  const context: Context = {
    env,
    config,
    output,
    prompt: createPrompt(process),
    onInterrupt(end) {
      onInterrupt = end;
    },
    async connect(flags) {
      const access = await resolveAccess({ env, config }, flags);
      const opened = await context.connectTo(access);
      if (access.workspace !== undefined) opened.workspaceId = await findWorkspace(opened, access.workspace);
      return opened;
    },
    async connectAsPerson(flags) {
      const access = await resolveAccess({ env, config }, flags);
      requirePerson(access);
      return context.connectTo(access);
    },
    async connectTo(access) {
      connection = await openConnection(access);
      return connection;
    },
  };
  try {
    await command.run(context, input);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { explain } = await import('./problem.ts');
    throw explain(error, command, connection);
  } finally {
    await (connection as Connection | null)?.close();
  }
}

function report(error: unknown, output: Output): ExitCode {
  // Commander has already printed the error. Also thrown for help and version.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Ok : ExitCode.Usage;
  if (error instanceof UserError) {
    output.error(...error.message.split('\n'));
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  output.error(
    'This is a bug in sitecast. Please report it with the following details.',
    ...stack.split('\n'),
  );
  return ExitCode.Failed;
}

await main();
