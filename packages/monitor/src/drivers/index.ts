import type { Driver } from '../driver.ts';
import type { UnitSource } from '../source.ts';
import { systemTimers, type Timers } from '../timers.ts';
import { createNl43Driver } from './nl43.ts';
import { createPushDriver } from './push.ts';
import { createSimulatorDriver } from './simulator.ts';
import { createSlmmDriver } from './slmm.ts';

export { createPushDriver, type PushDriver } from './push.ts';
export { createSimulatedLevel } from './simulator.ts';
export { fetchSlmmHistory } from './slmm-http.ts';

/** Creates the driver for a unit's source. To accept posted frames, use `createPushDriver` directly. */
export function createDriver(source: UnitSource, timers: Timers = systemTimers): Driver {
  switch (source.kind) {
    case 'nl43':
      return createNl43Driver(source, timers);
    case 'slmm':
      return createSlmmDriver(source, timers);
    case 'push':
      return createPushDriver(timers);
    case 'simulator':
      return createSimulatorDriver(source, timers);
  }
}
