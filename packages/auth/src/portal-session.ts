import type { Database } from '@sitecast/db';
import { jwtVerify, SignJWT } from 'jose';
import type { PortalClientPrincipal } from './principal.ts';

/** Claims of a portal cookie: the link that was opened and the password that was entered. */
export interface PortalSessionClaims {
  linkId: string;
  /** When the entered password had been set, in ms since the epoch; null if none was entered. */
  password: number | null;
}

/** How long a portal session lasts before the link must be opened again. */
export const PORTAL_SESSION_DAYS = 30;

const ALGORITHM = 'HS256';
const TYPE = 'portal';
/** Tolerated clock difference between processes, in seconds. */
const CLOCK_TOLERANCE = 5;
const DAY_MS = 86_400_000;

/** Signs a portal cookie (`typ: "portal"`, `sub`: the link's ID, `iat`, `pwd`). */
export function signPortalSession(key: Uint8Array, claims: PortalSessionClaims, now: Date): Promise<string> {
  return new SignJWT({ typ: TYPE, pwd: claims.password })
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(claims.linkId)
    .setIssuedAt(now)
    .sign(key);
}

/** The claims of a valid portal cookie of the last thirty days; null for anything else. */
export async function verifyPortalSession(
  key: Uint8Array,
  token: string,
  now: Date,
): Promise<(PortalSessionClaims & { issuedAt: Date }) | null> {
  try {
    const { payload } = await jwtVerify<{ pwd?: unknown }>(token, key, {
      algorithms: [ALGORITHM],
      requiredClaims: ['sub', 'iat'],
      // Enforced here, whether or not the browser expires the cookie.
      maxTokenAge: PORTAL_SESSION_DAYS * 86_400,
      clockTolerance: CLOCK_TOLERANCE,
      currentDate: now,
    });
    if (payload.typ !== TYPE) return null;
    const { pwd } = payload;
    return {
      linkId: payload.sub!,
      password: typeof pwd === 'number' ? pwd : null,
      issuedAt: new Date(payload.iat! * 1000),
    };
  } catch {
    return null;
  }
}

interface Dependencies {
  db: Database;
  key: Uint8Array;
  now: () => Date;
}

/** The client of a portal cookie, for HTTP and WebSockets; null if the link or client is no longer valid. */
export async function loadPortalClient(
  deps: Dependencies,
  token: string,
): Promise<PortalClientPrincipal | null> {
  const claims = await verifyPortalSession(deps.key, token, deps.now());
  if (!claims) return null;
  return findPortalClient(deps, claims, new Date(claims.issuedAt.getTime() + PORTAL_SESSION_DAYS * DAY_MS));
}

/** The same for a client who is already in the portal, from the claims of their cookie. */
export function reloadPortalClient(
  deps: Dependencies,
  { linkId, password, expiresAt }: PortalClientPrincipal,
): Promise<PortalClientPrincipal | null> {
  return findPortalClient(deps, { linkId, password }, expiresAt);
}

/** @param until end of the session; it ends earlier if the link expires */
async function findPortalClient(
  { db, now }: Dependencies,
  { linkId, password }: PortalSessionClaims,
  until: Date,
): Promise<PortalClientPrincipal | null> {
  const link = await db.portalLink.findUnique({
    where: { id: linkId },
    select: {
      previewOf: true,
      expiresAt: true,
      revokedAt: true,
      client: { select: { id: true, workspaceId: true, active: true, passwordSetAt: true } },
    },
  });
  if (!link || link.revokedAt || !link.client?.active) return null;
  const expiresAt = link.expiresAt && link.expiresAt < until ? link.expiresAt : until;
  if (expiresAt <= now()) return null;
  const { id: clientId, workspaceId, passwordSetAt } = link.client;
  return {
    kind: 'portalClient',
    clientId,
    linkId,
    workspaceId,
    isPreview: link.previewOf !== null,
    // A changed password must be entered again.
    needsPassword: passwordSetAt !== null && password !== passwordSetAt.getTime(),
    password,
    expiresAt,
  };
}
