import { jwtVerify, SignJWT } from 'jose';

/** What a session JWT says: whose it is and which `Session` row is the authority on it. */
export interface SessionClaims {
  userId: string;
  sessionId: string;
}

const ALGORITHM = 'HS256';

/** The signing key from the installation's secret (any text of at least 32 characters). */
export function signingKey(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

/** Signs a session JWT (`typ: "session"`, `sub`, `jti`, `exp`). */
export function signSession(key: Uint8Array, claims: SessionClaims, expiresAt: Date): Promise<string> {
  return new SignJWT({ typ: 'session' })
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(claims.userId)
    .setJti(claims.sessionId)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(key);
}

/** The claims of a valid session JWT; null for anything else: forged, expired, cut, of another kind, not a JWT. */
export async function verifySession(key: Uint8Array, token: string): Promise<SessionClaims | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      requiredClaims: ['sub', 'jti', 'exp'],
    });
    return payload.typ === 'session' ? { userId: payload.sub!, sessionId: payload.jti! } : null;
  } catch {
    return null;
  }
}
