export type { TestDevice, TestGroup, TestToken, TestUser, TestWorkspace } from './builders.ts';
export type { TestClock } from './clock.ts';
export { eventually } from './eventually.ts';
export type { TestScreen } from './screen.ts';
export {
  type AppCaller,
  type CallOptions,
  createTestApi,
  type DeviceCaller,
  type TestApi,
} from './test-api.ts';
