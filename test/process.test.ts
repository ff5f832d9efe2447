import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const scripts = new URL('../scripts/process.mjs', import.meta.url).href;

/** Says what signals it gets; ends at SIGTERM with an exit code of its own. */
const program = `
  process.on('SIGINT', () => console.log('SIGINT'));
  process.on('SIGTERM', () => { console.log('SIGTERM'); process.exit(3); });
  setInterval(() => {}, 1000);
  console.log('ready');
`;

test('one Ctrl-C, which the terminal and npm both pass on, reaches the server once', async () => {
  const runner = spawn(process.execPath, runnerOf(program), { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = linesOf(runner);
  await said('ready');
  runner.kill('SIGINT');
  await said('SIGINT');
  runner.kill('SIGINT');
  await said('runner: 2');
  runner.kill('SIGTERM');
  const [exitCode] = await once(runner, 'close');
  expect(exitCode).toBe(3);
  const lines = await said('SIGTERM');
  expect(lines.filter((line) => !line.startsWith('runner'))).toEqual(['ready', 'SIGINT', 'SIGTERM']);
});

test('the server does not stay behind when the shell that npm runs it in is ended', async () => {
  const shell = spawn('sh', ['-c', '"$@"; true', 'sh', process.execPath, ...runnerOf(program)], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = linesOf(shell);
  await said('ready');
  shell.kill('SIGTERM');
  expect(await said('SIGTERM')).toEqual(['ready', 'SIGTERM']);
});

test('a program that a signal ends counts as failed', async () => {
  const runner = spawn(process.execPath, runnerOf("process.kill(process.pid, 'SIGKILL')"));
  const [exitCode] = await once(runner, 'close');
  expect(exitCode).toBe(137);
});

function runnerOf(source: string): string[] {
  const script = `
    import { runProgram } from ${JSON.stringify(scripts)};
    const running = runProgram(process.execPath, ['-e', ${JSON.stringify(source)}]);
    let signals = 0;
    process.on('SIGINT', () => console.log('runner: ' + ++signals));
    const { exitCode } = await running;
    process.exit(exitCode);
  `;
  return ['--input-type=module', '-e', script];
}

/** Waits for a line, and answers with all lines up to then. */
function linesOf(child: ChildProcess): (line: string) => Promise<string[]> {
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  return async (line) => {
    while (!text.split('\n').includes(line)) await once(child.stdout!, 'data');
    return text.trim().split('\n');
  };
}
