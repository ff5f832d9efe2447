export { type Access, requireWorkspace, type WorkspaceLevel } from './access.ts';
export type { AlertEngine } from './alerts/engine.ts';
export { portalLogo } from './branding/service.ts';
export type { App, Context, SessionCookie } from './context.ts';
export { addDemoToFirstWorkspace } from './demo/first-workspace.ts';
export { AppError, type ErrorCode, errorTable, type FieldError, type Problem, toProblem } from './errors.ts';
export type { Upload } from './files/upload.ts';
export type { Mail, Mailer } from './mail.ts';
export { type Language, languages } from './mails/language.ts';
export { createOutage, type Outage } from './outage.ts';
export { resolveClientUnit } from './portal/resolve.ts';
export { portalView } from './portal/view.ts';
export { enterPortal, leavePortal, previewPortal } from './portal/way-in.ts';
export { createProduct } from './product.ts';
export { type RecordOptions, recordMinutes, type UnitReading } from './readings/write.ts';
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
export type { LoginProblem } from './session/schema.ts';
export { nextPath } from './session/schema.ts';
export { loginByIdentity, type ProvenIdentity } from './session/single-sign-on.ts';
export { ensureFirstAdmin, isSetupNeeded, setupCode } from './setup/service.ts';
export { countTokenCalls, tooManyCalls } from './throttles.ts';
export {
  type Meters,
  type MeterViewing,
  meterUnavailable,
  type PushOutcome,
  type UnitLive,
} from './units/meters.ts';
export { logUnit, type ReadStatus, saveUnitStatus, statusOf } from './units/status.ts';
