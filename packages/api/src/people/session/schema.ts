import { z } from 'zod';
import { LinkToken } from '../password-links/schema.ts';
import { Password, PlatformRole, WorkspaceRole } from '../users/schema.ts';

// Re-exported because web pages may import schemas only, and follow the same rule as the server.
export { nextPath } from './next-path.ts';

/** Not validated beyond length: a malformed address is answered like a wrong password. */
export const Login = z.strictObject({ email: z.string().max(254), password: z.string().max(1024) });
export type Login = z.infer<typeof Login>;

export const UseLoginLink = z.strictObject({ token: LinkToken });
export type UseLoginLink = z.infer<typeof UseLoginLink>;

/** The ways to log in that the login page offers besides a password. */
export const LoginOptions = z.object({
  singleSignOn: z.boolean(),
  /** Whether login links and password reset links can be mailed. */
  linksByMail: z.boolean(),
});
export type LoginOptions = z.infer<typeof LoginOptions>;

/** Why single sign-on failed, as in `/login?problem=…`. */
export const LoginProblem = z.enum(['unknown', 'unverified', 'deactivated', 'failed', 'unavailable', 'busy']);
export type LoginProblem = z.infer<typeof LoginProblem>;

/** The logged-in user and their workspaces. */
export const Me = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: PlatformRole,
  via: z.enum(['session', 'pat']),
  /** Name of the personal token if `via` is `pat`. */
  tokenName: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  /** Whether all other calls are refused until `changePassword`. */
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

/** An active session. */
export const SessionInfo = z.object({
  id: z.string(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Whether it is the caller's own session. */
  current: z.boolean(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;
export const SessionList = z.object({ items: z.array(SessionInfo) });
export type SessionList = z.infer<typeof SessionList>;

export const RevokeSession = z.strictObject({ sessionId: z.uuid() });
export type RevokeSession = z.infer<typeof RevokeSession>;

export const ChangePassword = z.strictObject({ currentPassword: Password, newPassword: Password });
export type ChangePassword = z.infer<typeof ChangePassword>;
