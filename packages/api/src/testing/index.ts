export { eventually } from '../../../../test/eventually.ts';
export { cursorOf } from '../core/cursors.ts';
export {
  type Builders,
  createBuilders,
  type TestDevice,
  type TestGroup,
  type TestPersonalToken,
  type TestPlaylist,
  type TestToken,
  type TestUser,
  type TestWorkspace,
} from './builders.ts';
export type { TestClock } from './clock.ts';
export { testFrame } from './frame.ts';
export type { TestMeters } from './meters.ts';
export { createOutbox, type Outbox } from './outbox.ts';
export type { DeviceCaller, TestScreen } from './screen.ts';
export {
  type AppCaller,
  type CallOptions,
  createTestApi,
  type Screen,
  type TestApi,
  type Workspace,
} from './test-api.ts';
