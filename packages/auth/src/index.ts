export { crc32, equalInConstantTime, sha256 } from './checksum.ts';
export { type Credentials, createIdentifier, type Identifier } from './identify.ts';
export {
  type PersonalTokenClaims,
  type SessionClaims,
  signingKey,
  signPersonalToken,
  signSession,
  verifyPersonalToken,
  verifySession,
} from './jwt.ts';
export type { NewAddress } from './last-use.ts';
export { type LoginAttempt, signLoginAttempt, verifyLoginAttempt } from './login-attempt.ts';
export { hashPassword, PASSWORD_MAX, PASSWORD_MIN, passwordProblem, verifyPassword } from './password.ts';
export {
  PORTAL_SESSION_DAYS,
  type PortalSessionClaims,
  signPortalSession,
  verifyPortalSession,
} from './portal-session.ts';
export * from './principal.ts';
export { createRevocations, type Revocations } from './revocation.ts';
export {
  API_TOKEN_PATTERN,
  apiTokenPrefix,
  generateApiToken,
  generateCode,
  generateSecret,
  isApiToken,
} from './token.ts';
