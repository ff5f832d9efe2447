import { isApiToken } from './connection.ts';
import { usageError } from './errors.ts';

/** The unverified claims of a token. Only its server can verify them. */
export interface TokenClaims {
  email: string | null;
  role: string | null;
  /** Null if unknown or never. */
  expiresAt: Date | null;
}

/**
 * Reads the claims of a session or personal token (RFC 7519) without verifying it. API tokens are opaque and have none.
 *
 * @throws UserError with exit code 2 for anything that is not a token and must not be sent
 */
export function readClaims(token: string): TokenClaims {
  if (isApiToken(token)) return { email: null, role: null, expiresAt: null };
  const claims = payloadOf(token);
  if (claims === null)
    throw usageError('This is not a token. Personal access tokens start with ey, API tokens with st_.');
  const { email, role, exp } = claims;
  return {
    email: typeof email === 'string' ? email : null,
    role: typeof role === 'string' ? role : null,
    expiresAt: typeof exp === 'number' ? new Date(exp * 1000) : null,
  };
}

function payloadOf(token: string): Record<string, unknown> | null {
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token) ?? [];
  if (payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof claims === 'object' ? (claims as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
