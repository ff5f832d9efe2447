export { type Access, requireWorkspace, type WorkspaceLevel } from './core/access.ts';
export type { App, Context, SessionCookie } from './core/context.ts';
export {
  AppError,
  type ErrorCode,
  errorTable,
  type FieldError,
  type Problem,
  toProblem,
} from './core/errors.ts';
export { createOutage, type Outage } from './core/outage.ts';
export type { Mail, Mailer, Meters, MeterViewing, PushOutcome, UnitLive, Upload } from './core/ports.ts';
export { countTokenCalls, tooManyCalls } from './core/throttles.ts';
export { addDemoToFirstWorkspace } from './demo/first-workspace.ts';
export type { LoginProblem } from './people/session/schema.ts';
export { nextPath } from './people/session/schema.ts';
export { loginByIdentity, type VerifiedIdentity } from './people/session/single-sign-on.ts';
export { ensureFirstAdmin, isSetupNeeded, setupCode } from './people/setup/service.ts';
export { portalLogo } from './portal/branding/service.ts';
export { enterPortal, leavePortal, previewPortal } from './portal/view/enter.ts';
export { resolveClientUnit } from './portal/view/resolve.ts';
export { portalView } from './portal/view/view.ts';
export { createProduct, type Product } from './product.ts';
export {
  type AppRouter,
  appRouter,
  createCaller,
  createDeviceCaller,
  createPortalCaller,
  type DeviceRouter,
  deviceRouter,
  type PortalRouter,
  portalRouter,
} from './root.ts';
export { type RecordOptions, recordMinutes, type UnitReading } from './sites/readings/write.ts';
export { meterUnavailable } from './sites/units/meters.ts';
export { logUnit, type ReadStatus, saveUnitStatus, statusOf } from './sites/units/status.ts';
