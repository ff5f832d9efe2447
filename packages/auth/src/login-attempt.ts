import { jwtVerify, SignJWT } from 'jose';

/** What a browser keeps while its user is at the OpenID provider. */
export interface LoginAttempt {
  state: string;
  nonce: string;
  /** PKCE's (RFC 7636). */
  codeVerifier: string;
  /** The path to go to afterwards. */
  next: string;
}

const ALGORITHM = 'HS256';
const TYPE = 'login-attempt';

export function signLoginAttempt(key: Uint8Array, attempt: LoginAttempt, expiresAt: Date): Promise<string> {
  return new SignJWT({ typ: TYPE, attempt })
    .setProtectedHeader({ alg: ALGORITHM })
    .setExpirationTime(expiresAt)
    .sign(key);
}

/** Null for anything that is not an attempt of this installation which still runs. */
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
