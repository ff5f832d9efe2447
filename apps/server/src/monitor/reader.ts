import { isDeepStrictEqual } from 'node:util';
import {
  createDriver,
  createFrameStream,
  createPushDriver,
  type Driver,
  DriverError,
  type DriverState,
  type Frame,
  isNewValue,
  MeterFrame,
  type Pace,
  systemTimers,
} from '@sitecast/monitor';
import { createMinuteAccumulator, type Reading } from '@sitecast/monitor/levels';
import {
  type Bus,
  topics,
  type UnitDemandReply,
  type UnitMeasureReply,
  type UnitPushReply,
  type UnitRecentReply,
  UnitRequest,
} from '@sitecast/realtime';
import type { z } from 'zod';
import type { FrameNumbers } from './numbers.ts';
import { createRecentFrames } from './recent.ts';
import type { ReadUnit } from './units.ts';

const MINUTE_MS = 60_000;
const LIVE: Pace = { kind: 'live', intervalMs: 1_000 };
/** This many frames without their raw lines are about 350 kB; a NATS message can be 1 MB. */
const RECENT_PART = 1_000;

/** A meter that this process polls: the only connection to it, however many people are viewing. */
export interface UnitReader {
  readonly unitId: string;
  /** Polls at the live pace for a while. Returns the latest frame; undefined if the lease is lost. */
  watch(): Frame | null | undefined;
  /** Answers a request of any process, possibly with a promise; undefined if the lease is lost. */
  answer(request: ReaderRequest): unknown;
  change(unit: ReadUnit): void;
  /** Passes the current minute to `onMinute` if it is over. */
  endMinute(): void;
  stop(): Promise<void>;
}

/** A `UnitRequest` with validated frames: where they entered the server, or when they came over the bus. */
export type ReaderRequest =
  | Exclude<UnitRequest, { event: 'unit:push' }>
  | { event: 'unit:push'; frames: MeterFrame[] };

export interface ReaderEvents {
  onFrame(frame: Frame): void;
  onState(state: DriverState): void;
  onMinute(reading: Reading | null): void;
  onError(error: unknown): void;
  /** Polling has stopped. @param isOurs whether no other process has taken over yet */
  onStop(isOurs: boolean): Promise<void>;
}

interface Dependencies {
  bus: Bus;
  numbers: FrameNumbers;
  /** Whether this process holds the lease, so that frames may be published. */
  isOurs: () => boolean;
  events: ReaderEvents;
  /** How long a demand for live frames lasts. */
  demandLastsMs: number;
}

export function createReader(first: ReadUnit, deps: Dependencies): UnitReader {
  const { bus, numbers, isOurs, events } = deps;
  const { id: unitId } = first;
  const framesTopic = topics.unitFrames(unitId);
  const recent = createRecentFrames(unitId);
  const minute = createMinuteAccumulator();
  let unit = first;
  let newest: Frame | null = null;
  let pace = slowPace(unit);
  let demandTimer: NodeJS.Timeout | undefined;
  let hasStopped = false;
  let connection = connect();
  /** Resolves when the previous connection has closed: an instrument accepts only one. */
  let changing: Promise<unknown> = Promise.resolve();

  function connect() {
    const isPushed = unit.source.kind === 'push';
    const inbox = isPushed ? createPushDriver(systemTimers, newest?.timestamp ?? unit.lastValuesAt) : null;
    const driver: Driver = inbox ?? createDriver(unit.source);
    const stream = createFrameStream({ unitId, nextSeq: 0, pace, timers: systemTimers, onFrame: publish });
    driver.start(unit, pace, stream.frame, (state) => {
      stream.state(state);
      if (!hasStopped) events.onState(state);
    });
    return {
      driver,
      inbox,
      setPace(next: Pace) {
        stream.setPace(next);
        driver.setPace(next);
      },
      async stop() {
        stream.close();
        await driver.stop();
      },
    };
  }

  /** @param frame is renumbered in place: the stream of a connection starts at 0 */
  function publish(frame: Frame) {
    if (hasStopped) return;
    // The process may have been suspended, and another may have taken over.
    if (!isOurs()) return void stop().catch(events.onError);
    const seq = numbers.next();
    if (seq === null) return;
    frame.seq = seq;
    newest = frame;
    if (isNewValue(frame)) {
      recent.add(frame);
      events.onMinute(minute.add(frame));
    }
    events.onFrame(frame);
    bus.publish(framesTopic, frame);
  }

  function setPace(next: Pace) {
    pace = next;
    connection.setPace(pace);
  }

  function watch(): Frame | null | undefined {
    if (hasStopped || !isOurs()) return undefined;
    if (pace.kind !== 'live') setPace(LIVE);
    clearTimeout(demandTimer);
    demandTimer = setTimeout(() => setPace(slowPace(unit)), deps.demandLastsMs).unref();
    return newest;
  }

  type Pushed = z.infer<typeof UnitPushReply> | undefined;

  function push(frames: MeterFrame[]): Pushed | Promise<Pushed> {
    if (numbers.has(frames.length)) return accept(frames);
    return numbers
      .ensure(frames.length)
      .then((isAvailable) => (isAvailable && isOurs() ? accept(frames) : undefined));
  }

  function accept(frames: MeterFrame[]): Pushed {
    const accepted = connection.inbox?.accept(frames);
    return accepted === undefined ? undefined : { accepted, ignored: frames.length - accepted };
  }

  function answer(request: ReaderRequest): unknown {
    if (hasStopped || !isOurs()) return undefined;
    switch (request.event) {
      case 'unit:recent': {
        const frames = recent.after(request.after, RECENT_PART);
        return { frames, more: frames.length === RECENT_PART } satisfies z.infer<typeof UnitRecentReply>;
      }
      case 'unit:push':
        return push(request.frames);
      case 'unit:measure':
        return measure(connection.driver, request.measuring);
    }
  }

  const listening = [
    bus.subscribe(topics.unitDemand(unitId), () => {
      const frame = watch();
      return frame === undefined ? undefined : ({ frame } satisfies z.infer<typeof UnitDemandReply>);
    }),
    bus.subscribe(topics.unitReader(unitId), (message) => {
      const request = UnitRequest.safeParse(message).data;
      return request && answer(withValidFrames(request));
    }),
  ];

  async function stop() {
    if (hasStopped) return;
    hasStopped = true;
    clearTimeout(demandTimer);
    for (const topic of listening) topic.then((leave) => leave(), events.onError);
    events.onMinute(minute.flush());
    await changing;
    await connection.stop();
    await events.onStop(isOurs());
  }

  return {
    unitId,
    watch,
    answer,
    change(next) {
      const before = unit;
      unit = next;
      if (pace.kind === 'slow' && next.slowPaceMs !== before.slowPaceMs) setPace(slowPace(next));
      const isSameMeter = isDeepStrictEqual([next.source, next.timezone], [before.source, before.timezone]);
      if (isSameMeter) return;
      changing = changing
        .then(() => connection.stop())
        .then(() => {
          if (!hasStopped) connection = connect();
        })
        .catch(events.onError);
    },
    endMinute() {
      const isOver = minute.minute !== null && Date.parse(minute.minute) + MINUTE_MS <= Date.now();
      if (isOver) events.onMinute(minute.flush());
    },
    stop,
  };
}

function withValidFrames(request: UnitRequest): ReaderRequest {
  if (request.event !== 'unit:push') return request;
  return { ...request, frames: request.frames.map((frame) => MeterFrame.parse(frame)) };
}

function slowPace({ slowPaceMs }: ReadUnit): Pace {
  return { kind: 'slow', intervalMs: slowPaceMs };
}

async function measure(driver: Driver, measuring: boolean): Promise<UnitMeasureReply> {
  const command = measuring ? driver.startMeasuring : driver.stopMeasuring;
  if (!command) {
    const message = 'This kind of meter cannot be started or stopped remotely.';
    return { problem: { code: 'refused', message } };
  }
  try {
    await command.call(driver);
    return { problem: null };
  } catch (error) {
    if (error instanceof DriverError) return { problem: { code: error.code, message: error.message } };
    throw error;
  }
}
