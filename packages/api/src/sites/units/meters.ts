import { AppError } from '../../core/errors.ts';
import type { Meters } from '../../core/ports.ts';

/** For a process without a monitor hub, which polls no meters. */
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

/** METER_UNAVAILABLE with a retry after 5 s. @param message tells the caller what to do */
export function meterUnavailable(message: string): AppError {
  return new AppError('METER_UNAVAILABLE', message, { retryAfter: 5 });
}
