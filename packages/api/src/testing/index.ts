export {
  type Builders,
  createBuilders,
  type TestDevice,
  type TestGroup,
  type TestLocation,
  type TestPersonalToken,
  type TestPlaylist,
  type TestProject,
  type TestToken,
  type TestUnit,
  type TestUser,
  type TestWorkspace,
} from './builders.ts';
export type { TestClock } from './clock.ts';
export { eventually } from './eventually.ts';
export type { TestMeters } from './meters.ts';
export { createOutbox, type Outbox } from './outbox.ts';
export type { TestScreen } from './screen.ts';
export {
  type AppCaller,
  type CallOptions,
  createTestApi,
  type DeviceCaller,
  type Screen,
  type TestApi,
  type Workspace,
} from './test-api.ts';
