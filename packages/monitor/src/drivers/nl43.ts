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
/** Battery and clock change slowly, and each question costs mobile data. */
const CARE_EVERY_MS = 10 * 60_000;

/** Reads a Rion NL-43 or NL-53 by TCP: one connection, kept open, on which questions take turns. */
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
        isWatched: reader.isWatched,
        onState,
        onSession: (session) => reader.read(session, connection!),
      });
      setPace = (next) => {
        reader.setPace(next);
        connection?.wake();
      };
      setMeasuring = async (on) => {
        await connection!.send(on ? commands.startMeasuring : commands.stopMeasuring);
        reader.tellMeasurement(on ? 'Start' : 'Stop');
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
  /** Whether it was asked on this connection before: what began while there was none began at a time unknown. */
  let isFollowed = false;

  function tellMeasurement(state: MeasurementState) {
    const hasBegun = isFollowed && measurement === 'Stop' && state === 'Start';
    isFollowed = true;
    if (state === measurement) return;
    startTime = hasBegun ? isoNow(timers) : undefined;
    measurement = state;
    onState({ kind: 'measurement', at: isoNow(timers), state, ...(startTime && { startTime }) });
  }

  const questions = [
    {
      everyMs: () => MEASURE_EVERY_MS,
      ask: async (session: Session) => tellMeasurement(await session.send(commands.measure)),
    },
    {
      everyMs: () => pace.intervalMs,
      ask: async (session: Session) => {
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
      everyMs: () => CARE_EVERY_MS,
      ask: async (session: Session) => {
        const local = await session.send(commands.clock);
        const driftSeconds = clockDrift(local, timers.now(), unit.timezone);
        onState({ kind: 'clock', at: isoNow(timers), driftSeconds });
      },
    },
    {
      everyMs: () => CARE_EVERY_MS,
      ask: async (session: Session) => {
        onState({ kind: 'battery', at: isoNow(timers), level: await session.send(commands.battery) });
      },
    },
  ].map((question) => ({ ...question, askedAt: Number.NEGATIVE_INFINITY }));

  type Question = (typeof questions)[number];
  const dueAt = ({ askedAt, everyMs }: Question) => askedAt + everyMs();

  return {
    isWatched: () => pace.kind === 'live',
    tellMeasurement,
    setPace(next: Pace) {
      pace = next;
      alarm.wake();
    },
    /** Asks what is due, in turns, until the connection ends. */
    async read(session: Session, connection: Connection) {
      let isOpen = true;
      isFollowed = false;
      session.ended.then(() => {
        isOpen = false;
        alarm.wake();
      });
      for (const question of questions) question.askedAt = Number.NEGATIVE_INFINITY;
      while (isOpen) {
        const next = questions.reduce((a, b) => (dueAt(b) < dueAt(a) ? b : a));
        if (dueAt(next) > timers.now()) {
          await alarm.wait(() => (isOpen ? Math.min(...questions.map(dueAt)) : 0));
          continue;
        }
        next.askedAt = timers.now();
        try {
          await next.ask(session);
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
