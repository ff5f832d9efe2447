import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../test/eventually.ts';

test('the program simulates a meter, and faults can be toggled while it runs', async () => {
  const { program, output } = run('--port', '0', '--fault', 'prompt');
  await once(program.stdout, 'data');
  expect(output()).toMatch(/on 127\.0\.0\.1:\d+\. Faults: prompt\./);
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(output())?.[1]);
  const client = connect(port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  // The simulator resets its connections on exit.
  client.on('error', () => {});
  let answer = '';
  client.on('data', (chunk) => {
    answer += chunk;
  });
  client.write('Measure?\r\n');
  await eventually(() => expect(answer).toBe('$R+0000\r\nStart\r\n'));

  program.stdin.write('prompt\nbusy\n');
  await eventually(() => expect(output()).toContain('Faults: busy.'));
  answer = '';
  client.write('Measure?\r\n');
  await eventually(() => expect(answer).toBe('R+0004\r\n'));

  program.kill('SIGTERM');
  expect(await once(program, 'exit')).toEqual([0, null]);
});

test.each([
  [['--help'], 0, 'puts its ready prompt'],
  [['--fault', 'nonsense'], 2, 'Unknown fault "nonsense"'],
  [['--port', '99999'], 2, '--port must be an integer from 0 to 65535'],
])('%j exits with %d and a message', async (args, exitCode, words) => {
  const { program, output } = run(...args);
  expect(await once(program, 'close')).toEqual([exitCode, null]);
  expect(output()).toContain(words);
});

function run(...args: string[]) {
  const program = spawn(process.execPath, ['--import', 'tsx', 'simulate.ts', ...args], {
    cwd: join(import.meta.dirname),
  });
  let text = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk;
    });
  }
  onTestFinished(() => void program.kill('SIGKILL'));
  return { program, output: () => text };
}
