import type { Driver, OnFrame, OnState } from '../driver.ts';
import type { MeasurementState } from '../frame.ts';
import { type PushFrame, selectNew } from '../push-frames.ts';
import { isoNow, type Timers } from '../timers.ts';

/** Driver of a unit that posts its own frames. */
export interface PushDriver extends Driver {
  /**
   * Accepts posted frames and passes the new ones on in chronological order.
   *
   * @returns how many were new
   * @throws RangeError if one of them is more than five minutes in the future; then none is accepted
   */
  accept(frames: PushFrame[]): number;
}

/** @param after time of the last frame that another process accepted, UTC */
export function createPushDriver(timers: Timers, after?: string): PushDriver {
  let last = after;
  let sink: { onFrame: OnFrame; onState: OnState } | undefined;
  let isReachable = false;
  let measurement: MeasurementState = 'unknown';

  return {
    start(_unit, _pace, onFrame, onState) {
      sink = { onFrame, onState };
    },
    // The unit decides when it posts.
    setPace() {},
    async stop() {
      sink = undefined;
    },
    accept(frames) {
      if (!sink) return 0;
      const fresh = selectNew(frames, last, timers.now());
      if (!isReachable) sink.onState({ kind: 'reachable', at: isoNow(timers) });
      isReachable = true;
      for (const frame of fresh) {
        if (frame.measurementState !== measurement) {
          measurement = frame.measurementState;
          sink.onState({
            kind: 'measurement',
            at: isoNow(timers),
            state: measurement,
            ...(frame.measurementStartTime && { startTime: frame.measurementStartTime }),
          });
        }
        last = frame.timestamp;
        sink.onFrame(frame);
      }
      return fresh.length;
    },
  };
}
