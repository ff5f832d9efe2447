import type { MeasurementState, MeterFrame } from './frame.ts';
import type { UnitSource } from './source.ts';

/**
 * Reads one unit, from `start` to `stop`; it can't be restarted. Failures of the meter or the network never throw: the
 * driver reports them with `onState` and retries by itself.
 */
export interface Driver {
  /** Returns without waiting for the meter. Frames arrive in chronological order, about one every `pace.intervalMs`. */
  start(unit: DriverUnit, pace: Pace, onFrame: OnFrame, onState: OnState): void;
  /** Takes effect immediately: switching to live reads at once. */
  setPace(pace: Pace): void;
  /** Closes the connection. No callback runs after this call. */
  stop(): Promise<void>;
  /** Only if the meter can be controlled; also reports the new measurement state with `onState`. @throws DriverError */
  startMeasuring?(): Promise<void>;
  stopMeasuring?(): Promise<void>;
}

export type OnFrame = (frame: MeterFrame) => void;
export type OnState = (state: DriverState) => void;

export interface DriverUnit {
  id: string;
  source: UnitSource;
  /** IANA time zone of the site, which the instrument's clock is set to. */
  timezone?: string;
}

/** Polling rate: `live` while someone is viewing the unit, `slow` otherwise. */
export interface Pace {
  kind: 'slow' | 'live';
  intervalMs: number;
}

/** Consecutive failures after which a meter is unreachable; a single one may be a network glitch. */
export const UNREACHABLE_AFTER_FAILURES = 3;

/** What a driver reports besides frames. `at` is server time, UTC. */
export type DriverState =
  /** Connected; connection uptime counts from `at`. */
  | { kind: 'connected'; at: string }
  /** The connection was closed by either side. */
  | { kind: 'disconnected'; at: string; message: string }
  /** The meter answered; the failure count is reset. */
  | { kind: 'reachable'; at: string }
  /** An attempt to connect or read failed. `failures`: consecutive failures, including this one. */
  | { kind: 'failure'; at: string; message: string; failures: number }
  /** The meter rejected the request: busy, or in the wrong state. It is reachable, but there was no frame. */
  | { kind: 'refused'; at: string; message: string }
  /** As reported by the instrument: `Full`, … `Empty`. */
  | { kind: 'battery'; at: string; level: string }
  /** How far the instrument's clock is ahead of the server's; negative: behind. */
  | { kind: 'clock'; at: string; driftSeconds: number }
  | { kind: 'measurement'; at: string; state: MeasurementState; startTime?: string }
  /** The port has refused connections for ten minutes. `message` tells the operator what to do. Sent once per outage. */
  | { kind: 'wedged'; at: string; since: string; message: string };

/** Why a command to a meter failed. */
export class DriverError extends Error {
  override name = 'DriverError';
  constructor(
    /** `unreachable`: not connected. `timeout`: no answer in time. `refused`: rejected by the meter. */
    readonly code: 'unreachable' | 'timeout' | 'refused',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
