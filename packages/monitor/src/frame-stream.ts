import { type DriverState, type Pace, UNREACHABLE_AFTER_FAILURES } from './driver.ts';
import type { FeedStatus, Frame, MeterFrame } from './frame.ts';
import { isoNow, type Timers } from './timers.ts';

const HEARTBEAT_MS = 25_000;
/** A meter read every second may miss a few readings; one read every minute may miss two. */
const STALE_AFTER_MS = 30_000;
const STALE_AFTER_INTERVALS = 3;

/** The age in ms from which a value no longer counts as current. @param intervalMs the polling interval */
export function staleAfter(intervalMs: number): number {
  return Math.max(STALE_AFTER_MS, STALE_AFTER_INTERVALS * intervalMs);
}

export interface FrameStreamOptions {
  unitId: string;
  /** `seq` of the first frame, continuing where another process stopped. */
  nextSeq: number;
  pace: Pace;
  timers: Timers;
  onFrame(frame: Frame): void;
}

/** Turns what a driver reports into the frames of the shared feed. One per running driver. */
export interface FrameStream {
  /** `frame` and `state` are the callbacks of `Driver.start`. */
  frame(frame: MeterFrame): void;
  state(state: DriverState): void;
  setPace(pace: Pace): void;
  readonly status: FeedStatus;
  readonly nextSeq: number;
  close(): void;
}

/**
 * Numbers frames and adds status changes: unreachable after three consecutive failures, stale when there has been no new
 * value for longer than {@link staleAfter}, and a heartbeat after 25 s without a frame.
 */
export function createFrameStream(options: FrameStreamOptions): FrameStream {
  const { unitId, timers, onFrame } = options;
  let { nextSeq, pace } = options;
  let status: FeedStatus = 'ok';
  let last: MeterFrame | undefined;
  /** Staleness counts from the last value or change of pace. */
  let freshAt = timers.now();
  let sentAt = timers.now();
  let cancel = () => {};
  /** When the current timer fires. Frames postpone what it waits for without rescheduling, so it may fire early. */
  let wakesAt = Number.POSITIVE_INFINITY;
  let closed = false;

  function send(frame: MeterFrame, heartbeat = false) {
    sentAt = timers.now();
    onFrame(toFrame(unitId, nextSeq++, status, frame, heartbeat));
    schedule();
  }

  /** Changes the status without a new value: repeats the last frame, with its original timestamp. */
  function changeStatus(next: FeedStatus) {
    if (status === next) return;
    status = next;
    send(last ?? emptyFrame(isoNow(timers)));
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
    if (status === 'ok' && staleAt() <= timers.now()) changeStatus('stale');
    else if (sentAt + HEARTBEAT_MS <= timers.now()) send(last ?? emptyFrame(isoNow(timers)), true);
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
      if (state.kind === 'failure' && state.failures >= UNREACHABLE_AFTER_FAILURES)
        changeStatus('unreachable');
      // Recovery comes with the first new value; a meter that rejects a request is reachable but has none.
      if (state.kind === 'refused' && status === 'unreachable') changeStatus('stale');
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

/** Written out field by field, so that all frames share one hidden class, which keeps V8 fast. */
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

/** A frame for a meter that has not been read yet. */
function emptyFrame(timestamp: string): MeterFrame {
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
