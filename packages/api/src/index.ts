export type { Access } from './access.ts';
export type { App, Context, SessionCookie } from './context.ts';
export { AppError, type ErrorCode, errorTable, type FieldError, type Problem, toProblem } from './errors.ts';
export type { Mail, Mailer } from './mail.ts';
export { createProduct } from './product.ts';
export {
  type AppRouter,
  appRouter,
  createCaller,
  createDeviceCaller,
  type DeviceRouter,
  deviceRouter,
} from './root.ts';
export { ensureFirstAdmin, isSetupNeeded, setupCode } from './setup/service.ts';
