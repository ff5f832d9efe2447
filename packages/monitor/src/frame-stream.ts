import { type DriverState, type Pace, UNREACHABLE_AFTER } from './driver.ts';
import type { FeedStatus, Frame, MeterFrame } from './frame.ts';
import { isoNow, type Timers } from './timers.ts';

const HEARTBEAT_MS = 25_000;
/** A meter that is read every second may miss some; one that is read every minute may miss two. */
const STALE_AFTER_MS = 30_000;
const STALE_AFTER_INTERVALS = 3;

/** How old, in ms, a value may be of a meter that is read so often, before it says nothing of now. */
export function staleAfter(intervalMs: number): number {
  return Math.max(STALE_AFTER_MS, STALE_AFTER_INTERVALS * intervalMs);
}

export interface FrameStreamOptions {
  unitId: string;
  /** The `seq` of the first frame: where another process left off. */
  nextSeq: number;
  pace: Pace;
  timers: Timers;
  onFrame(frame: Frame): void;
}

/** Makes the shared feed of what a driver says. Whoever runs the driver has one of it. */
export interface FrameStream {
  /** Give both to `Driver.start`. */
  frame(frame: MeterFrame): void;
  state(state: DriverState): void;
  setPace(pace: Pace): void;
  readonly status: FeedStatus;
  readonly nextSeq: number;
  close(): void;
}

/**
 * Counts frames, and tells of what isn't one: unreachable once after three failures in a row, stale when nothing new has
 * come for longer than the pace explains, and a heartbeat after 25 s in which there was nothing to tell.
 */
export function createFrameStream(options: FrameStreamOptions): FrameStream {
  const { unitId, timers, onFrame } = options;
  let { nextSeq, pace } = options;
  let status: FeedStatus = 'ok';
  let last: MeterFrame | undefined;
  /** When there was something new, or reason to expect it: staleness counts from here. */
  let freshAt = timers.now();
  let sentAt = timers.now();
  let cancel = () => {};
  /** When the timer goes off that runs now: every frame puts off what it waits for, so it may be too early. */
  let wakesAt = Number.POSITIVE_INFINITY;
  let closed = false;

  function send(frame: MeterFrame, heartbeat = false) {
    sentAt = timers.now();
    onFrame(toFrame(unitId, nextSeq++, status, frame, heartbeat));
    schedule();
  }

  /** Changes the status without a new value: the last one is told again, under its own time. */
  function become(next: FeedStatus) {
    if (status === next) return;
    status = next;
    send(last ?? nothing(isoNow(timers)));
  }

  const staleAt = () => freshAt + staleAfter(pace.intervalMs);

  function dueAt() {
    const heartbeatAt = sentAt + HEARTBEAT_MS;
    return status === 'ok' ? Math.min(heartbeatAt, staleAt()) : heartbeatAt;
  }

  function schedule() {
    const at = dueAt();
    if (closed || at >= wakesAt) return;
    cancel();
    wakesAt = at;
    cancel = timers.after(Math.max(0, at - timers.now()), wake);
  }

  function wake() {
    wakesAt = Number.POSITIVE_INFINITY;
    if (status === 'ok' && staleAt() <= timers.now()) become('stale');
    else if (sentAt + HEARTBEAT_MS <= timers.now()) send(last ?? nothing(isoNow(timers)), true);
    else schedule();
  }
  schedule();

  return {
    frame(frame) {
      if (closed) return;
      last = frame;
      freshAt = timers.now();
      status = 'ok';
      send(frame);
    },
    state(state) {
      if (closed) return;
      if (state.kind === 'failure' && state.failures >= UNREACHABLE_AFTER) become('unreachable');
      // Recovery is told with the first new value; a meter that answers without one is not unreachable any more, either.
      if (state.kind === 'refused' && status === 'unreachable') become('stale');
    },
    setPace(next) {
      pace = next;
      freshAt = timers.now();
      if (!closed) schedule();
    },
    get status() {
      return status;
    },
    get nextSeq() {
      return nextSeq;
    },
    close() {
      closed = true;
      cancel();
    },
  };
}

/** Written out, it is an object of one fixed shape: everything that is done with a frame is quicker for it. */
function toFrame(
  unitId: string,
  seq: number,
  feedStatus: FeedStatus,
  of: MeterFrame,
  heartbeat: boolean,
): Frame {
  const frame: Frame = {
    unitId,
    seq,
    feedStatus,
    timestamp: of.timestamp,
    measurementState: of.measurementState,
    lp: of.lp,
    leq: of.leq,
    lmax: of.lmax,
    lmin: of.lmin,
    lpeak: of.lpeak,
    ln1: of.ln1,
    ln2: of.ln2,
    ln3: of.ln3,
    ln4: of.ln4,
    ln5: of.ln5,
    over: of.over,
    under: of.under,
  };
  if (of.measurementStartTime !== undefined) frame.measurementStartTime = of.measurementStartTime;
  if (of.counter !== undefined) frame.counter = of.counter;
  if (of.rawPayload !== undefined) frame.rawPayload = of.rawPayload;
  if (heartbeat) frame.heartbeat = true;
  return frame;
}

/** A frame of a meter of which nothing is known yet. */
function nothing(timestamp: string): MeterFrame {
  return {
    timestamp,
    measurementState: 'unknown',
    lp: null,
    leq: null,
    lmax: null,
    lmin: null,
    lpeak: null,
    ln1: null,
    ln2: null,
    ln3: null,
    ln4: null,
    ln5: null,
    over: null,
    under: null,
  };
}
