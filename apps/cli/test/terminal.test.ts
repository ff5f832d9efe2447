import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHome, createLoggedInHome, type Home, inTerminal } from './home.ts';
import { pairDevice } from './screen.ts';

let server: TestServer;
let home: Home;
let deviceId: string;
beforeAll(async () => {
  server = await startTestServer();
  home = await createLoggedInHome(server);
  deviceId = (await pairDevice(server, 'A very long name of a screen in the entrance hall of the east wing'))
    .id;
});
afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const ESCAPE = '\u001b[';
const list = ['devices', 'list'];

inTerminal('output is coloured on a terminal, but not with a pipe, NO_COLOR or --json', async () => {
  expect((await home.terminal(list)).stdout).toContain(ESCAPE);
  expect((await home.run(list)).stdout).not.toContain(ESCAPE);
  expect((await home.terminal(list, [], 100, { NO_COLOR: '1' })).stdout).not.toContain(ESCAPE);
  expect((await home.terminal(list, [], 100, { TERM: 'dumb' })).stdout).not.toContain(ESCAPE);
  expect((await home.terminal([...list, '--json'])).stdout).not.toContain(ESCAPE);
});

inTerminal('a table fits the terminal without truncating IDs, and is not truncated in a pipe', async () => {
  const { stdout } = await home.terminal(list, [], 80, { NO_COLOR: '1' });
  const lines = stdout.split('\r\n').filter((line) => line.includes('  '));
  expect(Math.max(...lines.map((line) => line.length))).toBe(80);
  expect(stdout).toContain(deviceId);
  expect(stdout).toContain('…');
  expect((await home.run(list)).stdout).toContain('east wing');
});

test('a reader that closes the pipe early is not an error', async () => {
  const child = spawn('sh', [
    '-c',
    '"$0" "$@" | head -n 1',
    process.execPath,
    home.bin,
    'pip',
    'send',
    '--help',
  ]);
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [code] = await once(child, 'close');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test.each([
  [['--help'], 0],
  [['--version'], 0],
  [['pip', 'send', '--help'], 0],
  [[], 2],
  [['pip'], 2],
  [['pips'], 2],
  [['auth', 'token'], 2],
  [['auth', 'token', 'create', '--help'], 0],
  [['pip', 'send'], 2],
  [['devices', 'list', 'extra'], 2],
])('sitecast %j exits with %i', async (args, expected) => {
  const { code, stdout, stderr } = await home.run(args);
  expect(code).toBe(expected);
  expect(expected === 0 ? stderr : stdout).toBe('');
  expect(expected === 0 ? stdout : stderr).not.toBe('');
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('completion prints a script for %s', async (shell) => {
  const { code, stdout } = await home.run(['completion', shell]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/sitecast complete '?--/);
});

test('completion knows commands, options and choices without a login', async () => {
  await using nobody = await createHome();
  const complete = async (...words: string[]) => (await nobody.run(['complete', '--', ...words])).stdout;
  expect(await complete('devices', '')).toMatch(/^pair\t/m);
  expect(await complete('pip', 'send', '--ti')).toMatch(/^--title-color\t/m);
  expect(await complete('pip', 'send', '--type', '')).toMatch(/^video\t/m);
  expect(await complete('auth', 'token', '')).toMatch(/^rotate\t/m);
  expect(await complete('auth', 'token', 'create', '--name', 'x', '--ttl', '')).toMatch(/^never\t/m);
  expect(await complete('admin', 'set-role', 'ada@example.com', '')).toMatch(/^admin\t/m);
  expect((await nobody.run(['completion', 'tcsh'])).code).toBe(2);
});

test.runIf(process.platform === 'linux').each([
  ['/dev/null', 'Cannot read /dev/null/sitecast/config.yaml'],
  ['/sys', 'Cannot write /sys/sitecast/config.yaml'],
])('an unusable configuration folder %s is named in the error', async (folder, message) => {
  const { email, password } = server.admin;
  const { code, stderr } = await home.run(['login', '--server', server.url, '--email', email], {
    stdin: password,
    env: { XDG_CONFIG_HOME: folder },
  });
  expect(code).toBe(1);
  expect(stderr).toContain(message);
});
