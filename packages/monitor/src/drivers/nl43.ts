import type { Driver, DriverUnit, OnFrame, OnState, Pace } from '../driver.ts';
import { DriverError } from '../driver.ts';
import type { MeasurementState } from '../frame.ts';
import { clockDrift } from '../nl43/clock-drift.ts';
import { commands } from '../nl43/commands.ts';
import { type Connection, openConnection } from '../nl43/connection.ts';
import type { DodChannel } from '../nl43/protocol.ts';
import type { Session } from '../nl43/session.ts';
import type { Nl43Source } from '../source.ts';
import { createAlarm, isoNow, type Timers } from '../timers.ts';

const MEASURE_EVERY_MS = 30_000;
/** Battery and clock change slowly, and each query costs mobile data. */
const HEALTH_EVERY_MS = 10 * 60_000;

/** Reads a Rion NL-43 or NL-53 over one persistent TCP connection, one query at a time. */
export function createNl43Driver(source: Nl43Source, timers: Timers): Driver {
  let connection: Connection | undefined;
  let setPace = (_pace: Pace) => {};
  let setMeasuring: (on: boolean) => Promise<void> = async () => {
    throw new DriverError('unreachable', 'The meter is not being read');
  };

  return {
    start(unit, pace, onFrame, onState) {
      const reader = createReader(unit, pace, timers, onFrame, onState);
      connection = openConnection(source, {
        timers,
        isLive: reader.isLive,
        onState,
        onSession: (session) => reader.read(session, connection!),
      });
      setPace = (next) => {
        reader.setPace(next);
        connection?.wake();
      };
      setMeasuring = async (on) => {
        await connection!.send(on ? commands.startMeasuring : commands.stopMeasuring);
        reader.reportMeasurement(on ? 'Start' : 'Stop');
      };
    },
    setPace: (pace) => setPace(pace),
    startMeasuring: () => setMeasuring(true),
    stopMeasuring: () => setMeasuring(false),
    stop: async () => connection?.close(),
  };
}

function createReader(unit: DriverUnit, pace: Pace, timers: Timers, onFrame: OnFrame, onState: OnState) {
  const alarm = createAlarm(timers);
  let measurement: MeasurementState = 'unknown';
  let startTime: string | undefined;
  /** Whether the state has been queried on this connection: a start in between has an unknown time. */
  let isTracked = false;

  function reportMeasurement(state: MeasurementState) {
    const hasStarted = isTracked && measurement === 'Stop' && state === 'Start';
    isTracked = true;
    if (state === measurement) return;
    startTime = hasStarted ? isoNow(timers) : undefined;
    measurement = state;
    onState({ kind: 'measurement', at: isoNow(timers), state, ...(startTime && { startTime }) });
  }

  const queries = [
    {
      everyMs: () => MEASURE_EVERY_MS,
      run: async (session: Session) => reportMeasurement(await session.send(commands.measure)),
    },
    {
      everyMs: () => pace.intervalMs,
      run: async (session: Session) => {
        const { main, line } = await session.send(commands.dod);
        onFrame({
          timestamp: isoNow(timers),
          measurementState: measurement,
          ...(startTime && { measurementStartTime: startTime }),
          ...levelsOf(main),
          rawPayload: line,
        });
      },
    },
    {
      everyMs: () => HEALTH_EVERY_MS,
      run: async (session: Session) => {
        const local = await session.send(commands.clock);
        const driftSeconds = clockDrift(local, timers.now(), unit.timezone);
        onState({ kind: 'clock', at: isoNow(timers), driftSeconds });
      },
    },
    {
      everyMs: () => HEALTH_EVERY_MS,
      run: async (session: Session) => {
        onState({ kind: 'battery', at: isoNow(timers), level: await session.send(commands.battery) });
      },
    },
  ].map((query) => ({ ...query, lastAt: Number.NEGATIVE_INFINITY }));

  type Query = (typeof queries)[number];
  const dueAt = ({ lastAt, everyMs }: Query) => lastAt + everyMs();

  return {
    isLive: () => pace.kind === 'live',
    reportMeasurement,
    setPace(next: Pace) {
      pace = next;
      alarm.wake();
    },
    /** Runs the queries as they fall due, one at a time, until the connection ends. */
    async read(session: Session, connection: Connection) {
      let isOpen = true;
      isTracked = false;
      session.ended.then(() => {
        isOpen = false;
        alarm.wake();
      });
      for (const query of queries) query.lastAt = Number.NEGATIVE_INFINITY;
      while (isOpen) {
        const next = queries.reduce((a, b) => (dueAt(b) < dueAt(a) ? b : a));
        if (dueAt(next) > timers.now()) {
          await alarm.wait(() => (isOpen ? Math.min(...queries.map(dueAt)) : 0));
          continue;
        }
        next.lastAt = timers.now();
        try {
          await next.run(session);
          connection.answered();
        } catch (error) {
          if (error instanceof DriverError && error.code === 'refused') {
            connection.answered();
            onState({ kind: 'refused', at: isoNow(timers), message: error.message });
          } else {
            connection.failed(error as Error);
            return session.close();
          }
        }
      }
    },
  };
}

function levelsOf({ lp, leq, lmax, lmin, lpeak, ln1, ln2, ln3, ln4, ln5, over, under }: DodChannel) {
  return { lp, leq, lmax, lmin, lpeak, ln1, ln2, ln3, ln4, ln5, over, under };
}
