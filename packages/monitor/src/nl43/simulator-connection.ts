import type { Socket } from 'node:net';
import type { Timers } from '../timers.ts';
import type { Fault } from './faults.ts';
import type { Instrument } from './instrument.ts';
import { SUB } from './protocol.ts';

const SLOW_MS = 2_500;
const CHUNK_MS = 20;
const STREAM_INTERVAL_MS = 100;
const MAX_COMMAND_LENGTH = 1_024;

export interface SimulatedConnection {
  end(): void;
}

export interface SimulatorStats {
  /** Connections in total, and currently open. */
  connections: number;
  open: number;
  /** Most connections open at the same time. */
  maxOpen: number;
  /** All command lines, in order. */
  commands: string[];
  /** Commands sent before the required pause was over: 200 ms after an answer, 1 s after `DOD?`. */
  tooEarly: number;
}

interface SimulatorState {
  instrument: Instrument;
  timers: Timers;
  stats: SimulatorStats;
  faults: Set<Fault>;
}

/** The instrument's side of one connection: reads commands, answers them and streams. */
export function serveConnection(
  socket: Socket,
  { instrument, timers, stats, faults }: SimulatorState,
): SimulatedConnection {
  let received = '';
  let commands = 0;
  let readyAt = 0;
  let stopStream: (() => void) | undefined;
  const timersRunning = new Set<() => void>();

  function after(ms: number, run: () => void) {
    const cancel = timers.after(ms, () => {
      timersRunning.delete(cancel);
      run();
    });
    timersRunning.add(cancel);
    return cancel;
  }

  function send(text: string) {
    if (!faults.has('half-lines')) return void socket.write(text, 'latin1');
    const chunks = text.match(/.{1,7}/gs) ?? [];
    for (const [index, part] of chunks.entries()) after(index * CHUNK_MS, () => socket.write(part, 'latin1'));
  }

  function receive(line: string) {
    stats.commands.push(line);
    commands++;
    if (timers.now() < readyAt) stats.tooEarly++;
    if (faults.has('silent')) return;
    if (faults.has('slow')) after(SLOW_MS, () => answer(line));
    else answer(line);
  }

  function answer(line: string) {
    const isBusy = faults.has('busy') || stopStream !== undefined;
    const lines = isBusy ? ['R+0004'] : instrument.answer(line);
    const text = lines.map((one) => `${one}\r\n`).join('');
    if (faults.has('drop') && commands % 3 === 0) {
      socket.write(text.slice(0, text.length / 2), () => socket.destroy());
      return;
    }
    const noise = faults.has('garbage') ? '\xff\x00~#R+00\x07,,46.\r\n' : '';
    const prompt = faults.has('prompt') ? '$' : '';
    readyAt = timers.now() + (/^dod\?$/i.test(line) ? 1_000 : 200);
    send(`${noise}${prompt}${text}`);
    if (/^drd\?$/i.test(line) && !isBusy) stream(1);
  }

  function stream(counter: number) {
    stopStream = after(STREAM_INTERVAL_MS, () => {
      send(`${instrument.streamLine(counter)}\r\n`);
      stream((counter % 600) + 1);
    });
  }

  socket.on('data', (chunk) => {
    let text = chunk.toString('latin1');
    if (text.includes(SUB)) {
      stopStream?.();
      stopStream = undefined;
      text = text.replaceAll(SUB, '');
    }
    const lines = (received + text).split('\r\n');
    received = lines.pop()!.slice(-MAX_COMMAND_LENGTH);
    for (const line of lines) receive(line);
  });

  return {
    end() {
      for (const cancel of timersRunning) cancel();
    },
  };
}
