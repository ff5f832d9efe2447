import type { Frame, MeterFrame } from '@sitecast/monitor';
import type { LiveSocket, ReaderOwner } from '@sitecast/realtime';
import { AppError } from '../../core/errors.ts';

/** What a subscriber of a meter hears: first the newest frame that is known, or null, then each new one. */
export interface UnitLive {
  frame: Frame | null;
}

/** What became of frames that were pushed. */
export interface PushOutcome {
  accepted: number;
  /** Were known already, or older than what is known. */
  ignored: number;
}

/** Somebody looks on at a meter. */
export interface MeterViewing {
  leave(): void;
}

/**
 * The meters, wherever they are read: by this process or by another. The server's hub implements it; ids are of units
 * that the caller may see, checked before. What cannot be done now throws AppError METER_UNAVAILABLE, what the meter
 * refuses CONFLICT.
 */
export interface Meters {
  /** A subscription, while which the meter is read at the live pace. However many there are, it is one connection. */
  live(unitId: string, socket: LiveSocket | null, signal?: AbortSignal): AsyncGenerator<UnitLive>;
  /**
   * The same as plain JSON to a socket of its own, of what others may see of it, until it is left. The view is made, and
   * serialised, once for all who see the same: hand over one and the same function for them.
   *
   * @param owner is told when the meter is no more
   */
  sendAs<V extends object>(
    unitId: string,
    view: (live: UnitLive) => V,
    socket: LiveSocket,
    owner: ReaderOwner,
  ): Promise<MeterViewing>;
  /** The frames of the last hour, oldest first, as far as they are remembered. */
  recent(unitId: string): Promise<Frame[]>;
  /** Hands frames to whoever reads a unit of the source `push`, oldest first. Resolves when they are taken. */
  push(unitId: string, frames: MeterFrame[]): Promise<PushOutcome>;
  /** Starts or stops the measurement. Resolves when the instrument has said yes. */
  setMeasuring(unitId: string, measuring: boolean): Promise<void>;
  /** The unit, its source, pace or place has changed, or it was added or removed: whoever reads it looks again. */
  changed(unitId: string): void;
}

/** Where nothing reads meters: a process without a hub. */
export const noMeters: Meters = {
  async *live() {
    yield { frame: null };
  },
  async sendAs(_unitId, view, socket) {
    socket.send(JSON.stringify(view({ frame: null })));
    return { leave() {} };
  },
  recent: async () => [],
  push: async () => {
    throw meterUnavailable('No server process is reading this meter. Send the frames again in a moment.');
  },
  setMeasuring: async () => {
    throw meterUnavailable('No server process is reading this meter. Try again in a moment.');
  },
  changed() {},
};

/** @param message what to do; the text of this error is told */
export function meterUnavailable(message: string): AppError {
  return new AppError('METER_UNAVAILABLE', message, { retryAfter: 5 });
}
