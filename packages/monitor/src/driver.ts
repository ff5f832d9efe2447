import type { MeasurementState, MeterFrame } from './frame.ts';
import type { UnitSource } from './source.ts';

/**
 * One way to read meters. A driver reads one unit, from `start` to `stop`, and is not started again. It never throws
 * for what the meter or the network does: it says so by `onState` and tries again by itself.
 */
export interface Driver {
  /** Begins, without waiting for the meter. Frames come in the order of their time, about one each `pace.intervalMs`. */
  start(unit: DriverUnit, pace: Pace, onFrame: OnFrame, onState: OnState): void;
  /** Holds from now on: going live reads at once. */
  setPace(pace: Pace): void;
  /** Ends the connection. Nothing is told any more, from this call on. */
  stop(): Promise<void>;
  /** Only where the meter can be controlled; tells the new measurement state by `onState`, too. @throws DriverError */
  startMeasuring?(): Promise<void>;
  stopMeasuring?(): Promise<void>;
}

export type OnFrame = (frame: MeterFrame) => void;
export type OnState = (state: DriverState) => void;

export interface DriverUnit {
  id: string;
  source: UnitSource;
  /** The IANA zone of the site, in which the instrument's clock runs. */
  timezone?: string;
}

/** `slow` while nobody watches, `live` while somebody does. */
export interface Pace {
  kind: 'slow' | 'live';
  intervalMs: number;
}

/** From so many failures in a row on a meter is unreachable: one may be the network's hiccup. */
export const UNREACHABLE_AFTER = 3;

/** What a driver has to say besides frames. `at` is the server's time, UTC. */
export type DriverState =
  /** A connection stands; its uptime counts from here. */
  | { kind: 'connected'; at: string }
  /** It ended, by whomever. */
  | { kind: 'disconnected'; at: string; message: string }
  /** The meter answered: failures count from zero again. */
  | { kind: 'reachable'; at: string }
  /** An attempt to connect or to read failed. `failures`: how many there were in a row, this one included. */
  | { kind: 'failure'; at: string; message: string; failures: number }
  /** The meter answered that it can't now: busy, or in the wrong state. It is reachable, but there was no frame. */
  | { kind: 'refused'; at: string; message: string }
  /** As the instrument words it: `Full`, … `Empty`. */
  | { kind: 'battery'; at: string; level: string }
  /** How far the instrument's clock is ahead of ours; negative: behind. */
  | { kind: 'clock'; at: string; driftSeconds: number }
  | { kind: 'measurement'; at: string; state: MeasurementState; startTime?: string }
  /** The port has refused for ten minutes, and what the operator can do about it. Told once until it is over. */
  | { kind: 'wedged'; at: string; since: string; message: string };

/** Why a command to a meter was not carried out. */
export class DriverError extends Error {
  override name = 'DriverError';
  constructor(
    /** `unreachable`: no connection now. `timeout`: no answer in time. `refused`: it answered no. */
    readonly code: 'unreachable' | 'timeout' | 'refused',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
