import type { Socket } from 'node:net';
import type { Timers } from '../timers.ts';
import type { Fault } from './faults.ts';
import type { Instrument } from './instrument.ts';
import { SUB } from './protocol.ts';

const SLOW_MS = 2_500;
const PIECE_MS = 20;
const STREAM_MS = 100;
const MAX_COMMAND = 1_024;

export interface Conversation {
  end(): void;
}

export interface SimulatorStats {
  /** How many connections there were, and how many there are. */
  connections: number;
  open: number;
  /** The most that there ever were at a time. */
  mostOpen: number;
  /** Every command's line, in order. */
  commands: string[];
  /** Commands that came before the instrument had its pause: 200 ms after an answer, 1 s after `DOD?`. */
  tooSoon: number;
}

interface Surroundings {
  instrument: Instrument;
  timers: Timers;
  stats: SimulatorStats;
  faults: Set<Fault>;
}

/** What a simulated instrument does on one connection: reads commands, answers them, streams. */
export function converse(socket: Socket, { instrument, timers, stats, faults }: Surroundings): Conversation {
  let received = '';
  let commands = 0;
  let readyAt = 0;
  let stopStream: (() => void) | undefined;
  const waiting = new Set<() => void>();

  function after(ms: number, run: () => void) {
    const cancel = timers.after(ms, () => {
      waiting.delete(cancel);
      run();
    });
    waiting.add(cancel);
    return cancel;
  }

  function send(text: string) {
    if (!faults.has('half-lines')) return void socket.write(text, 'latin1');
    const pieces = text.match(/.{1,7}/gs) ?? [];
    for (const [index, piece] of pieces.entries())
      after(index * PIECE_MS, () => socket.write(piece, 'latin1'));
  }

  function take(line: string) {
    stats.commands.push(line);
    commands++;
    if (timers.now() < readyAt) stats.tooSoon++;
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
    stopStream = after(STREAM_MS, () => {
      send(`${instrument.streamed(counter)}\r\n`);
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
    received = lines.pop()!.slice(-MAX_COMMAND);
    for (const line of lines) take(line);
  });

  return {
    end() {
      for (const cancel of waiting) cancel();
    },
  };
}
