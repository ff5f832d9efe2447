export { isForbiddenAddress } from './address.ts';
export {
  type Driver,
  DriverError,
  type DriverState,
  type DriverUnit,
  type OnFrame,
  type OnState,
  type Pace,
} from './driver.ts';
export * from './frame.ts';
export { isBatteryLow } from './nl43/protocol.ts';
export * from './source.ts';
export { systemTimers, type Timers } from './timers.ts';
