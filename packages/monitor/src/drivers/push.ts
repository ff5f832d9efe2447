import type { Driver, OnFrame, OnState } from '../driver.ts';
import type { MeasurementState } from '../frame.ts';
import { type PushFrame, takeNew } from '../push-frames.ts';
import { isoNow, type Timers } from '../timers.ts';

/** Of a unit that posts its frames: it is not read, but told. */
export interface PushDriver extends Driver {
  /**
   * Takes posted frames: those that are new become frames, in the order of time.
   *
   * @returns how many were new
   * @throws RangeError when one of them is far ahead of our time; then none is taken
   */
  accept(frames: PushFrame[]): number;
}

/** @param after the time of the last frame that was taken, UTC, where another process left off */
export function createPushDriver(timers: Timers, after?: string): PushDriver {
  let last = after;
  let sink: { onFrame: OnFrame; onState: OnState } | undefined;
  let isHeard = false;
  let measurement: MeasurementState = 'unknown';

  return {
    start(_unit, _pace, onFrame, onState) {
      sink = { onFrame, onState };
    },
    // The unit posts when it likes.
    setPace() {},
    async stop() {
      sink = undefined;
    },
    accept(frames) {
      if (!sink) return 0;
      const fresh = takeNew(frames, last, timers.now());
      if (!isHeard) sink.onState({ kind: 'reachable', at: isoNow(timers) });
      isHeard = true;
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
