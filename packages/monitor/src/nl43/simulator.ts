import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Scene } from '../source.ts';
import { systemTimers, type Timers } from '../timers.ts';
import type { Fault } from './faults.ts';
import { createInstrument, type Instrument } from './instrument.ts';
import { type Conversation, converse, type SimulatorStats } from './simulator-conversation.ts';

const CLOCK_DRIFT_MS = 95_000;

export interface SimulatorOptions {
  host?: string;
  /** 0, the default: any that is free. */
  port?: number;
  scene?: Scene;
  seed?: number;
  /** What the instrument's clock is ahead of UTC by, in minutes. */
  clockOffsetMinutes?: number;
  measuring?: boolean;
  faults?: Fault[];
  timers?: Timers;
}

export interface Nl43Simulator extends Pick<Instrument, 'isMeasuring' | 'setMeasuring' | 'setBattery'> {
  readonly port: number;
  /** What it went through since it began, for tests and for whoever watches the program. */
  readonly stats: SimulatorStats;
  /** Resolves when the fault holds, or is gone, for who connects next. */
  setFault(fault: Fault, on: boolean): Promise<void>;
  /** Breaks off all connections that there are now. */
  disconnect(): void;
  close(): Promise<void>;
}

/** A TCP server that speaks Rion's protocol as an NL-43 does. One connection at a time: the next waits its turn. */
export async function startNl43Simulator(options: SimulatorOptions = {}): Promise<Nl43Simulator> {
  const { host = '127.0.0.1', scene = 'site', seed = 1, timers = systemTimers } = options;
  const clockOffset = (options.clockOffsetMinutes ?? 0) * 60_000;
  const instrument = createInstrument({ timers, scene, seed, clockOffset });
  instrument.setMeasuring(options.measuring ?? true);
  const active = new Set(options.faults);
  const stats: SimulatorStats = { connections: 0, open: 0, mostOpen: 0, commands: [], tooSoon: 0 };
  /** In the order in which they came: the first is served. */
  const sockets: { socket: Socket; conversation?: Conversation }[] = [];
  let server: Server | undefined;
  let port = options.port ?? 0;
  let closed = false;

  function accept(socket: Socket) {
    stats.connections++;
    stats.mostOpen = Math.max(stats.mostOpen, ++stats.open);
    sockets.push({ socket });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      stats.open--;
      const [gone] = sockets.splice(
        sockets.findIndex((one) => one.socket === socket),
        1,
      );
      gone?.conversation?.end();
      serveNext();
      update();
    });
    serveNext();
    update();
  }

  function serveNext() {
    const [next] = sockets;
    if (next) next.conversation ??= converse(next.socket, { instrument, timers, stats, faults: active });
  }

  /** Listens, or refuses, as the faults say. */
  async function update() {
    const refuses = closed || active.has('wedge') || (active.has('second-refused') && sockets.length > 0);
    if (refuses) {
      server?.close();
      server = undefined;
    } else if (!server) {
      const starting = createServer({ noDelay: true }, accept);
      server = starting;
      starting.listen(port, host);
      // Closed before it began: `error` is rejected, `close` is told.
      await Promise.race([once(starting, 'listening'), once(starting, 'close')]);
      const address = starting.address();
      if (address && typeof address === 'object') port = address.port;
    }
  }

  function disconnect() {
    for (const { socket } of sockets) socket.resetAndDestroy();
  }

  async function setFault(fault: Fault, on: boolean) {
    if (on) active.add(fault);
    else active.delete(fault);
    if (fault === 'clock-drift') instrument.setDrift(on ? CLOCK_DRIFT_MS : 0);
    if (fault === 'wedge' && on) disconnect();
    await update();
  }

  if (active.has('clock-drift')) instrument.setDrift(CLOCK_DRIFT_MS);
  if (active.has('wedge') && port === 0) throw new TypeError('To refuse connections it needs a port');
  await update();

  return {
    stats,
    get port() {
      return port;
    },
    get isMeasuring() {
      return instrument.isMeasuring;
    },
    setMeasuring: instrument.setMeasuring,
    setBattery: instrument.setBattery,
    setFault,
    disconnect,
    async close() {
      closed = true;
      disconnect();
      await update();
    },
  };
}
