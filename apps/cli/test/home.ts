import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestServer } from '@sitecast/server/testing';
import { test } from 'vitest';

/** A test that needs a terminal, which `script` of util-linux opens. */
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
  /** Where it is run. */
  cwd?: string;
  /** The pipe into stdin is not ended. */
  keepOpen?: boolean;
  /** Called with all that has been said so far. */
  onSaid?(stderr: string): void;
}

/** A clean home directory in which the built command is run as a process of its own. */
export interface Home extends AsyncDisposable {
  path: string;
  /** The command's own file. */
  bin: string;
  run(args: string[], options?: RunOptions): Promise<Run>;
  /** One that does not end by itself. */
  follow(args: string[]): { stdout(): string; interrupt(): Promise<number | null> };
  /** In a real terminal of this width: types each answer when its question stands there. */
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
    run(args, { stdin = '', keepOpen = false, env, cwd, onSaid } = {}) {
      const child = spawn(process.execPath, [bin, ...args], { env: environment(env), cwd });
      // A command that fails before it reads leaves a closed pipe behind.
      child.stdin.on('error', () => {}).write(stdin);
      if (!keepOpen) child.stdin.end();
      return finished(child, [], onSaid);
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

/** A home that is logged in as the server's admin. */
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
  onSaid?: (stderr: string) => void,
): Promise<Run> {
  const output = { stdout: '', stderr: '' };
  const open = [...answers];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output.stdout += chunk;
    if (open.length > 0 && output.stdout.includes(open[0]![0])) child.stdin.write(open.shift()![1]);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output.stderr += chunk;
    onSaid?.(output.stderr);
  });
  const [code] = await once(child, 'close');
  return { code, ...output };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
