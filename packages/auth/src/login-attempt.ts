import { jwtVerify, SignJWT } from 'jose';

/** State kept in the browser while its user is at the OpenID provider. */
export interface LoginAttempt {
  state: string;
  nonce: string;
  /** PKCE code verifier (RFC 7636). */
  codeVerifier: string;
  /** The path to redirect to afterwards. */
  next: string;
}

const ALGORITHM = 'HS256';
const TYPE = 'login-attempt';

/** Signs a login attempt as a JWT (`typ: "login-attempt"`, `exp`). */
export function signLoginAttempt(key: Uint8Array, attempt: LoginAttempt, expiresAt: Date): Promise<string> {
  return new SignJWT({ typ: TYPE, attempt })
    .setProtectedHeader({ alg: ALGORITHM })
    .setExpirationTime(expiresAt)
    .sign(key);
}

/** The attempt in a valid, unexpired JWT of this installation; null for anything else. */
export async function verifyLoginAttempt(key: Uint8Array, token: string): Promise<LoginAttempt | null> {
  try {
    const { payload } = await jwtVerify<{ attempt: LoginAttempt }>(token, key, {
      algorithms: [ALGORITHM],
      requiredClaims: ['exp'],
    });
    return payload.typ === TYPE ? payload.attempt : null;
  } catch {
    return null;
  }
}
