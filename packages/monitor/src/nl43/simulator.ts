import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Scene } from '../source.ts';
import { systemTimers, type Timers } from '../timers.ts';
import type { Fault } from './faults.ts';
import { createInstrument, type Instrument } from './instrument.ts';
import { type SimulatedConnection, type SimulatorStats, serveConnection } from './simulator-connection.ts';

const CLOCK_DRIFT_MS = 95_000;

export interface SimulatorOptions {
  host?: string;
  /** 0, the default: any free port. */
  port?: number;
  scene?: Scene;
  seed?: number;
  /** UTC offset of the instrument's clock, in minutes. */
  clockOffsetMinutes?: number;
  measuring?: boolean;
  faults?: Fault[];
  timers?: Timers;
}

export interface Nl43Simulator extends Pick<Instrument, 'isMeasuring' | 'setMeasuring' | 'setBattery'> {
  readonly port: number;
  /** Counts since the start, for tests. */
  readonly stats: SimulatorStats;
  /** Resolves when the change applies to new connections. */
  setFault(fault: Fault, on: boolean): Promise<void>;
  /** Resets all current connections. */
  disconnect(): void;
  close(): Promise<void>;
}

/** A TCP server that speaks Rion's protocol like an NL-43. It serves one connection at a time; others wait. */
export async function startNl43Simulator(options: SimulatorOptions = {}): Promise<Nl43Simulator> {
  const { host = '127.0.0.1', scene = 'site', seed = 1, timers = systemTimers } = options;
  const clockOffset = (options.clockOffsetMinutes ?? 0) * 60_000;
  const instrument = createInstrument({ timers, scene, seed, clockOffset });
  instrument.setMeasuring(options.measuring ?? true);
  const active = new Set(options.faults);
  const stats: SimulatorStats = { connections: 0, open: 0, maxOpen: 0, commands: [], tooEarly: 0 };
  /** In order of arrival; only the first is served. */
  const sockets: { socket: Socket; connection?: SimulatedConnection }[] = [];
  let server: Server | undefined;
  let port = options.port ?? 0;
  let closed = false;

  function accept(socket: Socket) {
    stats.connections++;
    stats.maxOpen = Math.max(stats.maxOpen, ++stats.open);
    sockets.push({ socket });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      stats.open--;
      const [gone] = sockets.splice(
        sockets.findIndex((one) => one.socket === socket),
        1,
      );
      gone?.connection?.end();
      serveNext();
      update();
    });
    serveNext();
    update();
  }

  function serveNext() {
    const [next] = sockets;
    if (next) next.connection ??= serveConnection(next.socket, { instrument, timers, stats, faults: active });
  }

  /** Starts or stops listening, depending on the faults. */
  async function update() {
    const refuses = closed || active.has('wedge') || (active.has('second-refused') && sockets.length > 0);
    if (refuses) {
      server?.close();
      server = undefined;
    } else if (!server) {
      const starting = createServer({ noDelay: true }, accept);
      server = starting;
      starting.listen(port, host);
      // If it is closed while starting, `close` fires instead of `listening`.
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
  if (active.has('wedge') && port === 0) throw new TypeError('The wedge fault needs a fixed port');
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
