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
export {
  createDriver,
  createPushDriver,
  createSimulatedLevel,
  fetchSlmmHistory,
  type PushDriver,
} from './drivers/index.ts';
export * from './frame.ts';
export { createFrameStream, type FrameStream, type FrameStreamOptions, staleAfter } from './frame-stream.ts';
export { isBatteryLow } from './nl43/protocol.ts';
export { PushFrame, PushFrames } from './push-frames.ts';
export * from './source.ts';
export { systemTimers, type Timers } from './timers.ts';
export {
  statusAfterFrame,
  statusAfterState,
  UnitStatus,
  unknownStatus,
  withLastValueAt,
} from './unit-status.ts';
