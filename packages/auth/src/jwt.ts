import { jwtVerify, SignJWT } from 'jose';

/** Claims of a session JWT: its user, and the `Session` row that decides whether it is valid. */
export interface SessionClaims {
  userId: string;
  sessionId: string;
}

/** Claims of a personal token: its user, and the `PersonalAccessToken` row that decides whether it is valid. */
export interface PersonalTokenClaims {
  userId: string;
  tokenId: string;
}

const ALGORITHM = 'HS256';

/** The signing key from the installation's secret (any text of at least 32 characters). */
export function signingKey(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

/** Signs a session JWT (`typ: "session"`, `sub`, `jti`, `exp`). */
export function signSession(key: Uint8Array, claims: SessionClaims, expiresAt: Date): Promise<string> {
  return sign(key, 'session', { subject: claims.userId, id: claims.sessionId, expiresAt });
}

/** Signs a personal token (`typ: "pat"`, `sub`, `jti`; `exp` only if it expires). */
export function signPersonalToken(
  key: Uint8Array,
  claims: PersonalTokenClaims,
  expiresAt: Date | null,
): Promise<string> {
  return sign(key, 'pat', { subject: claims.userId, id: claims.tokenId, expiresAt });
}

/** The claims of a valid session JWT; null for anything else: forged, expired, malformed or of another type. */
export async function verifySession(key: Uint8Array, token: string): Promise<SessionClaims | null> {
  const claims = await verify(key, token);
  return claims?.typ === 'session' && claims.exp !== undefined
    ? { userId: claims.sub, sessionId: claims.jti }
    : null;
}

/** The claims of a valid personal token; null for anything else. Does not check whether it was revoked. */
export async function verifyPersonalToken(
  key: Uint8Array,
  token: string,
): Promise<PersonalTokenClaims | null> {
  const claims = await verify(key, token);
  return claims?.typ === 'pat' ? { userId: claims.sub, tokenId: claims.jti } : null;
}

function sign(
  key: Uint8Array,
  typ: 'session' | 'pat',
  { subject, id, expiresAt }: { subject: string; id: string; expiresAt: Date | null },
): Promise<string> {
  const jwt = new SignJWT({ typ })
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(subject)
    .setJti(id)
    .setIssuedAt();
  return (expiresAt ? jwt.setExpirationTime(expiresAt) : jwt).sign(key);
}

async function verify(key: Uint8Array, token: string) {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      requiredClaims: ['sub', 'jti'],
    });
    return { typ: payload.typ, sub: payload.sub!, jti: payload.jti!, exp: payload.exp };
  } catch {
    return null;
  }
}
