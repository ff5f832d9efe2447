import { z } from 'zod';
import { type DriverState, UNREACHABLE_AFTER_FAILURES } from './driver.ts';
import { FeedStatus, type Frame, isNewValue, MeasurementState } from './frame.ts';
import { isBatteryLow } from './nl43/protocol.ts';

const Time = z.iso.datetime().nullable();

/** The state of a unit apart from its values. Browser-safe plain data that can be stored and sent. */
export const UnitStatus = z.object({
  feedStatus: FeedStatus.nullable(),
  reachable: z.boolean().nullable(),
  /** Consecutive failures. */
  failures: z.int().min(0),
  lastPollAt: Time,
  lastSuccessAt: Time,
  lastError: z.string().nullable(),
  lastErrorAt: Time,
  /** Start of the current connection, for its uptime. */
  connectedSince: Time,
  measurementState: MeasurementState,
  measurementStartTime: Time,
  battery: z.string().nullable(),
  batteryLow: z.boolean().nullable(),
  clockDriftSeconds: z.number().nullable(),
  /** The clock is off by more than a minute, so that files stored on the instrument have wrong timestamps. */
  clockWarning: z.boolean(),
  /** What the operator has to do, if only they can. */
  warning: z.string().nullable(),
});
export type UnitStatus = z.infer<typeof UnitStatus>;

const CLOCK_WARNING_SECONDS = 60;

export const unknownStatus: UnitStatus = {
  feedStatus: null,
  reachable: null,
  failures: 0,
  lastPollAt: null,
  lastSuccessAt: null,
  lastError: null,
  lastErrorAt: null,
  connectedSince: null,
  measurementState: 'unknown',
  measurementStartTime: null,
  battery: null,
  batteryLow: null,
  clockDriftSeconds: null,
  clockWarning: false,
  warning: null,
};

/** The status after a driver reported a state. */
export function statusAfterState(status: UnitStatus, state: DriverState): UnitStatus {
  switch (state.kind) {
    case 'connected':
      return { ...status, connectedSince: state.at, warning: null };
    case 'disconnected':
      return { ...status, connectedSince: null };
    case 'reachable':
      return { ...status, reachable: true, failures: 0, lastPollAt: state.at, lastSuccessAt: state.at };
    case 'failure':
      return {
        ...status,
        reachable: state.failures < UNREACHABLE_AFTER_FAILURES ? status.reachable : false,
        failures: state.failures,
        lastPollAt: state.at,
        lastError: state.message,
        lastErrorAt: state.at,
      };
    case 'refused':
      return { ...status, lastPollAt: state.at, lastError: state.message, lastErrorAt: state.at };
    case 'measurement':
      return {
        ...status,
        measurementState: state.state,
        measurementStartTime: state.startTime ?? null,
      };
    case 'battery':
      return { ...status, battery: state.level, batteryLow: isBatteryLow(state.level) };
    case 'clock':
      return {
        ...status,
        clockDriftSeconds: state.driftSeconds,
        clockWarning: Math.abs(state.driftSeconds) > CLOCK_WARNING_SECONDS,
      };
    case 'wedged':
      return { ...status, warning: state.message };
  }
}

/** The status after a frame of the feed, without the times of the last value (see {@link withLastValueAt}). Returns the same object if nothing changed. */
export function statusAfterFrame(status: UnitStatus, frame: Frame): UnitStatus {
  const { feedStatus, measurementState } = frame;
  const isSame = status.feedStatus === feedStatus && status.measurementState === measurementState;
  if (!isNewValue(frame)) return isSame ? status : { ...status, feedStatus, measurementState };
  if (isSame && status.reachable && status.failures === 0) return status;
  return { ...status, feedStatus, measurementState, reachable: true, failures: 0 };
}

/** The status of a meter whose last new value came at `at`, UTC. */
export function withLastValueAt(status: UnitStatus, at: string): UnitStatus {
  return { ...status, lastPollAt: at, lastSuccessAt: at };
}
