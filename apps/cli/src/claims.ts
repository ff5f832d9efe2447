import { isApiToken } from './connection.ts';
import { misused } from './errors.ts';

/** What a token says of itself. Nothing of it is proven: only its server can do that. */
export interface TokenClaims {
  email: string | null;
  role: string | null;
  /** Null: it does not say, or never. */
  expiresAt: Date | null;
}

/**
 * Reads a session's or a personal token's claims (RFC 7519, section 3). An API token is opaque and makes none.
 *
 * @throws UserError Misused for what is no token at all: it must not be sent to anybody
 */
export function readClaims(token: string): TokenClaims {
  if (isApiToken(token)) return { email: null, role: null, expiresAt: null };
  const claims = payloadOf(token);
  if (claims === null)
    throw misused('That is not a token: a personal access token begins with ey, an API token with st_.');
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
