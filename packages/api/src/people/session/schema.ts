import { z } from 'zod';
import { LinkToken } from '../password-links/schema.ts';
import { Password, PlatformRole, WorkspaceRole } from '../users/schema.ts';

// Where a login may lead: one rule for the server and for the pages, which may import schemas only.
export { nextPath } from './next-path.ts';

/** What was typed is taken as it is: a wrong form is just a wrong login. */
export const Login = z.strictObject({ email: z.string().max(254), password: z.string().max(1024) });
export type Login = z.infer<typeof Login>;

export const UseLoginLink = z.strictObject({ token: LinkToken });
export type UseLoginLink = z.infer<typeof UseLoginLink>;

/** What the login page offers besides the password. */
export const LoginOptions = z.object({
  singleSignOn: z.boolean(),
  /** Links by mail: to log in, and to choose a new password. */
  linksByMail: z.boolean(),
});
export type LoginOptions = z.infer<typeof LoginOptions>;

/** Why single sign-on led back to the login page: `/login?problem=…`. */
export const LoginProblem = z.enum(['unknown', 'unverified', 'deactivated', 'failed', 'unavailable', 'busy']);
export type LoginProblem = z.infer<typeof LoginProblem>;

/** Who is logged in, and their workspaces. */
export const Me = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: PlatformRole,
  via: z.enum(['session', 'pat']),
  /** The personal token's name, where `via` is `pat`. */
  tokenName: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  /** All other calls are refused until `changePassword`. */
  mustChangePassword: z.boolean(),
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), role: WorkspaceRole })),
});
export type Me = z.infer<typeof Me>;

export const AccessToken = z.object({
  accessToken: z.string(),
  tokenType: z.literal('bearer'),
  expiresIn: z.int().describe('In seconds'),
  userId: z.string(),
  email: z.string(),
  role: PlatformRole,
});
export type AccessToken = z.infer<typeof AccessToken>;

/** A login that has not ended. */
export const SessionInfo = z.object({
  id: z.string(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** The one that asks. */
  current: z.boolean(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;
export const SessionList = z.object({ items: z.array(SessionInfo) });
export type SessionList = z.infer<typeof SessionList>;

export const RevokeSession = z.strictObject({ sessionId: z.uuid() });
export type RevokeSession = z.infer<typeof RevokeSession>;

export const ChangePassword = z.strictObject({ currentPassword: Password, newPassword: Password });
export type ChangePassword = z.infer<typeof ChangePassword>;
