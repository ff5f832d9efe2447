import type { Database } from '@sitecast/db';
import { jwtVerify, SignJWT } from 'jose';
import type { PortalClientPrincipal } from './principal.ts';

/** What a portal cookie says: by which link its browser came in, when, and which password it has given. */
export interface PortalSessionClaims {
  linkId: string;
  /** When the password that was given had been set, ms; null: none was given. */
  password: number | null;
}

/** How long a browser stays in the portal; then its user opens the link again. */
export const PORTAL_SESSION_DAYS = 30;

const ALGORITHM = 'HS256';
const TYPE = 'portal';
/** The clocks of an installation's processes may differ by so much, in seconds. */
const CLOCK_TOLERANCE = 5;
const DAY_MS = 86_400_000;

/** Seals a portal cookie (`typ: "portal"`, `sub` = the link's id, `iat`). */
export function signPortalSession(key: Uint8Array, claims: PortalSessionClaims, now: Date): Promise<string> {
  return new SignJWT({ typ: TYPE, pwd: claims.password })
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(claims.linkId)
    .setIssuedAt(now)
    .sign(key);
}

/** Null for anything that this installation has not sealed in the last thirty days: cut, changed, of another kind or from the future. */
export async function verifyPortalSession(
  key: Uint8Array,
  token: string,
  now: Date,
): Promise<(PortalSessionClaims & { issuedAt: Date }) | null> {
  try {
    const { payload } = await jwtVerify<{ pwd?: unknown }>(token, key, {
      algorithms: [ALGORITHM],
      requiredClaims: ['sub', 'iat'],
      // Its age is judged here, whatever the browser does with the cookie.
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

/** The client behind a portal cookie, for HTTP and WebSockets alike; null when link or client are no more. */
export async function loadPortalClient(
  deps: Dependencies,
  token: string,
): Promise<PortalClientPrincipal | null> {
  const claims = await verifyPortalSession(deps.key, token, deps.now());
  if (!claims) return null;
  return findPortalClient(deps, claims, new Date(claims.issuedAt.getTime() + PORTAL_SESSION_DAYS * DAY_MS));
}

/** The same for somebody who is in the portal, by what his cookie said when he came in. */
export function reloadPortalClient(
  deps: Dependencies,
  { linkId, password, expiresAt }: PortalClientPrincipal,
): Promise<PortalClientPrincipal | null> {
  return findPortalClient(deps, { linkId, password }, expiresAt);
}

/** @param until when the session ends; it may end with its link before */
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
    // A password that was set anew has to be given anew.
    needsPassword: passwordSetAt !== null && password !== passwordSetAt.getTime(),
    password,
    expiresAt,
  };
}
