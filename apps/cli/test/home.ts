import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestServer } from '@sitecast/server/testing';
import { test } from 'vitest';

/** A test that needs a terminal, provided by `script` of util-linux. */
export const inTerminal = test.skipIf(!`${spawnSync('script', ['--version']).stdout}`.includes('util-linux'));

const bin = fileURLToPath(new URL('../bin/sitecast.mjs', import.meta.url));

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface RunOptions {
  stdin?: string;
  env?: Record<string, string>;
  /** Working directory. */
  cwd?: string;
  /** Keeps the stdin pipe open. */
  keepOpen?: boolean;
  /** Called with everything on stderr so far. */
  onStderr?(stderr: string): void;
}

/** A clean home directory in which the built command runs as a child process. */
export interface Home extends AsyncDisposable {
  path: string;
  /** Path of the command. */
  bin: string;
  run(args: string[], options?: RunOptions): Promise<Run>;
  /** Starts a command that runs until it is stopped. */
  follow(args: string[]): { stdout(): string; interrupt(): Promise<number | null> };
  /** Runs in a real terminal of this width, and types each answer when its prompt appears. */
  terminal(
    args: string[],
    answers?: [question: string, answer: string][],
    columns?: number,
    env?: Record<string, string>,
  ): Promise<Run>;
  loginFile(): Promise<string | null>;
}

export async function createHome(): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'sitecast-cli-'));
  const environment = (env: Record<string, string> = {}) => ({
    PATH: process.env.PATH,
    HOME: path,
    TERM: 'xterm-256color',
    TZ: 'UTC',
    ...env,
  });
  return {
    path,
    bin,
    run(args, { stdin = '', keepOpen = false, env, cwd, onStderr } = {}) {
      const child = spawn(process.execPath, [bin, ...args], { env: environment(env), cwd });
      // A command that fails before reading stdin closes the pipe.
      child.stdin.on('error', () => {}).write(stdin);
      if (!keepOpen) child.stdin.end();
      return finished(child, [], onStderr);
    },
    follow(args) {
      const child = spawn(process.execPath, [bin, ...args], { env: environment() });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
      return {
        stdout: () => said,
        async interrupt() {
          const closed = once(child, 'close');
          child.kill('SIGINT');
          const [code] = await closed;
          return code;
        },
      };
    },
    terminal(args, answers = [], columns = 100, env = {}) {
      const command = `stty cols ${columns}; exec ${[process.execPath, bin, ...args].map(quote).join(' ')}`;
      const child = spawn('script', ['-qefc', command, '/dev/null'], { env: environment(env) });
      return finished(child, answers);
    },
    loginFile: () =>
      readFile(join(path, '.config/sitecast/token.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      }),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** A home directory logged in as the server's admin. */
export async function createLoggedInHome(server: TestServer): Promise<Home> {
  const home = await createHome();
  const { email, password } = server.admin;
  const { code, stderr } = await home.run(['login', '--server', server.url, '--email', email], {
    stdin: password,
  });
  if (code !== 0) throw new Error(`The login failed: ${stderr}`);
  return home;
}

async function finished(
  child: ChildProcessWithoutNullStreams,
  answers: [question: string, answer: string][] = [],
  onStderr?: (stderr: string) => void,
): Promise<Run> {
  const output = { stdout: '', stderr: '' };
  const open = [...answers];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output.stdout += chunk;
    if (open.length > 0 && output.stdout.includes(open[0]![0])) child.stdin.write(open.shift()![1]);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output.stderr += chunk;
    onStderr?.(output.stderr);
  });
  const [code] = await once(child, 'close');
  return { code, ...output };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
