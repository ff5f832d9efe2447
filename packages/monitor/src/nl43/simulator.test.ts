import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/eventually.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { parseDod, parseDrd } from './protocol.ts';
import { type SimulatorOptions, startNl43Simulator } from './simulator.ts';

test('each request is answered with a result and a data line', async () => {
  const { ask } = await start();
  expect(await ask('Measure?')).toBe('R+0000\r\nStart\r\n');
  expect(await ask('Clock?')).toBe('R+0000\r\n2025/12/24 20:33:50\r\n');
  expect(await ask('Battery Level?')).toBe('R+0000\r\nFull\r\n');
  expect(await ask('Frequency Weighting (Main)?')).toBe('R+0000\r\nA\r\n');
  expect(await ask('Time Weighting (Main)?')).toBe('R+0000\r\nS\r\n');
  expect(await ask('Sleep Mode?')).toBe('R+0000\r\nOff\r\n');
  expect(await ask('FTP?')).toBe('R+0000\r\nOff\r\n');
  expect(await ask('dod?')).toMatch(/^R\+0000\r\n( *(\d+\.\d|-\.-),){14}0,0,.*-,-\r\n$/);
});

test.each([
  ['Wrong?', 'R+0001'],
  ['Battery  Level?', 'R+0001'],
  ['BatteryLevel?', 'R+0001'],
  [' DOD?', 'R+0001'],
  ['$DOD?', 'R+0001'],
  ['Measure,Pause', 'R+0002'],
  ['Measure, Stop', 'R+0002'],
  ['Measure', 'R+0002'],
  ['Battery Level,Full', 'R+0003'],
  ['DOD', 'R+0003'],
  ['Frequency Weighting (Main),C', 'R+0004'],
  ['Measure,Start', 'R+0004'],
])('"%s" is answered with %s', async (command, result) => {
  const { ask } = await start();
  expect(await ask(command)).toBe(`${result}\r\n`);
});

test('it measures from start to stop; while stopped it only has Lp', async () => {
  const { ask, timers } = await start({ measuring: false });
  expect(await ask('Measure,Stop')).toBe('R+0004\r\n');
  const [idle] = await dod(ask);
  expect(idle).toMatchObject({ lp: expect.any(Number), leq: null, lmax: null, ln1: null, lpeak: null });

  expect(await ask('Measure,Start')).toBe('R+0000\r\n');
  timers.advance(60_000);
  const [main] = await dod(ask);
  expect(main!.lmin!).toBeLessThanOrEqual(main!.leq!);
  expect(main!.leq!).toBeLessThanOrEqual(main!.lmax!);
  expect(main!.lpeak!).toBeGreaterThan(main!.lmax!);
  expect(main!.le!).toBeGreaterThan(main!.leq!);
  expect(await ask('Measure,Stop')).toBe('R+0000\r\n');
  expect(await ask('Measure?')).toBe('R+0000\r\nStop\r\n');
});

test('it streams a line every 100 ms until SUB', async () => {
  const { timers, open } = await start();
  const client = await open();
  client.write('DRD?\r\n');
  await eventually(() => expect(client.received()).toBe('R+0000\r\n'));
  timers.advance(300);
  await eventually(() => expect(client.received().split('\r\n')).toHaveLength(5));
  const [, ...lines] = client.received().trimEnd().split('\r\n');
  expect(lines.map((line) => parseDrd(line)?.counter)).toEqual([1, 2, 3]);

  client.write('\x1aMeasure?\r\n');
  await eventually(() => expect(client.received()).toMatch(/R\+0000\r\nStart\r\n$/));
  timers.advance(1_000);
  client.write('Measure?\r\n');
  await eventually(() => expect(client.received()).toMatch(/(R\+0000\r\nStart\r\n){2}$/));
});

test('a second connection waits until the first one ends', async () => {
  const { open, simulator } = await start();
  const first = await open();
  const second = await open();
  second.write('Measure?\r\n');
  first.write('Measure?\r\n');
  await eventually(() => expect(first.received()).toContain('Start'));
  expect(second.received()).toBe('');
  first.end();
  await eventually(() => expect(second.received()).toContain('Start'));
  expect(simulator.stats).toMatchObject({ connections: 2, open: 1, maxOpen: 2 });
});

test('with second-refused, a second connection is refused while the first is open', async () => {
  const { open, ask } = await start({ faults: ['second-refused'] });
  const first = await open();
  first.write('Measure?\r\n');
  await eventually(() => expect(first.received()).toContain('Start'));
  await expect(open()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  first.end();
  await eventually(async () => expect(await ask('Measure?')).toContain('Start'));
});

test('a wedged instrument refuses connections but keeps measuring until the fault is cleared', async () => {
  const { simulator, open, ask } = await start();
  const client = await open();
  await simulator.setFault('wedge', true);
  await eventually(() => expect(client.destroyed).toBe(true));
  await expect(open()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(simulator.isMeasuring).toBe(true);
  await simulator.setFault('wedge', false);
  expect(await ask('Measure?')).toContain('Start');
});

test('faults can be set while it is running', async () => {
  const { simulator, ask, timers } = await start();
  await simulator.setFault('garbage', true);
  expect(await ask('Measure?')).toMatch(/^.+\r\nR\+0000\r\nStart\r\n$/s);
  await simulator.setFault('garbage', false);
  await simulator.setFault('prompt', true);
  expect(await ask('Measure?')).toBe('$R+0000\r\nStart\r\n');
  await simulator.setFault('busy', true);
  expect(await ask('DOD?')).toBe('$R+0004\r\n');
  await simulator.setFault('busy', false);
  await simulator.setFault('clock-drift', true);
  expect(await ask('Clock?')).toContain('2025/12/24 20:35:25');

  await simulator.setFault('half-lines', true);
  const answer = ask('Battery Level?');
  await eventually(() => expect(simulator.stats.commands).toContain('Battery Level?'));
  for (let piece = 0; piece < 5; piece++) timers.advance(20);
  expect(await answer).toBe('$R+0000\r\nFull\r\n');
});

test('commands sent too early after an answer are counted', async () => {
  const { simulator, timers, open } = await start();
  const client = await open();
  const ask = async (command: string) => {
    const before = simulator.stats.commands.length;
    client.write(`${command}\r\n`);
    await eventually(() => expect(simulator.stats.commands).toHaveLength(before + 1));
  };
  await ask('Measure?');
  timers.advance(200);
  await ask('DOD?');
  expect(simulator.stats.tooEarly).toBe(0);
  timers.advance(900);
  await ask('Measure?');
  expect(simulator.stats.tooEarly).toBe(1);
});

async function start(options: SimulatorOptions = {}) {
  const timers = createManualTimers();
  const simulator = await startNl43Simulator({ timers, ...options });
  onTestFinished(() => simulator.close());

  async function open() {
    const socket = connect(simulator.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk;
    });
    await once(socket, 'connect');
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    return Object.assign(socket, { received: () => text });
  }

  /** Sends one command on its own connection and returns the complete answer. */
  async function ask(command: string): Promise<string> {
    const socket = await open();
    socket.write(`${command}\r\n`);
    const isComplete = command.endsWith('?') ? /R\+(0000\r\n.+|000[1-4])\r\n$/ : /R\+\d{4}\r\n$/;
    await eventually(() => expect(socket.received()).toMatch(isComplete));
    socket.end();
    await once(socket, 'close');
    return socket.received();
  }

  return { simulator, timers, open, ask };
}

async function dod(ask: (command: string) => Promise<string>) {
  const [, line = ''] = (await ask('DOD?')).split('\r\n');
  return parseDod(line) ?? [];
}
