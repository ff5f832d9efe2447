import type { Database, Prisma, Transaction } from '@sitecast/db';
import { equalInConstantTime, sha256 } from './checksum.ts';
import { verifyPersonalToken, verifySession } from './jwt.ts';
import { createLastUseRecorder, type NewAddress } from './last-use.ts';
import { loadPortalClient, reloadPortalClient } from './portal-session.ts';
import {
  type ApiTokenPrincipal,
  anonymous,
  type DevicePrincipal,
  type PortalClientPrincipal,
  type Principal,
  scopesOf,
  type UserPrincipal,
  type WorkspaceRole,
} from './principal.ts';
import { createPrincipalCache } from './principal-cache.ts';
import type { Revocations } from './revocation.ts';
import { isApiToken } from './token.ts';

/** The credentials of a request or socket. Only the first one present is used, in this order. */
export interface Credentials {
  /** A player's ID and secret, from the connection params of its socket. */
  device?: { id: string; secret: string } | null;
  /** The `Authorization` header, unparsed. */
  authorization?: string | null;
  /** The session cookie's value. */
  sessionToken?: string | null;
  /** The portal cookie's value. Only passed in the portal, which accepts no other credential. */
  portalSession?: string | null;
  /** The remote IP address, stored with the last use. */
  ip: string;
}

export interface Identifier {
  /** Never throws on bad credentials, but returns an anonymous principal with `refused` set. */
  identify(credentials: Credentials): Promise<Principal>;
  /** Reloads a portal client without their cookie, from the current state of link and client. */
  reidentify(client: PortalClientPrincipal): Promise<Principal>;
  close(): Promise<void>;
}

interface Dependencies {
  db: Database;
  revocations: Revocations;
  key: Uint8Array;
  now: () => Date;
  /** Called when a personal token is used from a new address, in the transaction that stores the use. */
  onNewAddress: (tx: Transaction, use: NewAddress) => Promise<unknown>;
  onError: (error: unknown) => void;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Authentication for tRPC, REST and WebSockets. */
export function createIdentifier(deps: Dependencies): Identifier {
  const cache = createPrincipalCache(deps.revocations);
  const lastUse = createLastUseRecorder(deps);

  async function cachedPrincipal(
    credential: string,
    load: () => Promise<Principal | null>,
  ): Promise<Principal> {
    const principal = await cache.get(sha256(credential), async () => (await load()) ?? anonymous(true));
    const hasExpired = 'expiresAt' in principal && principal.expiresAt && principal.expiresAt <= deps.now();
    return hasExpired ? anonymous(true) : principal;
  }

  async function principalOf(
    credential: string,
    load: () => Promise<Principal | null>,
    ip: string,
  ): Promise<Principal> {
    const principal = await cachedPrincipal(credential, load);
    lastUse.record(principal, ip);
    return principal;
  }

  return {
    async identify({ device, authorization, sessionToken, portalSession, ip }) {
      if (device) {
        // Rejects invalid IDs without a query: PostgreSQL fails on text containing U+0000.
        if (!UUID.test(device.id)) return anonymous(true);
        return principalOf(`device ${device.id} ${device.secret}`, () => loadDevice(deps, device), ip);
      }
      if (authorization) {
        const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
        if (!bearer) return anonymous(true);
        if (!bearer.startsWith('st_')) {
          const load = async () => (await loadSession(deps, bearer)) ?? loadPersonalToken(deps, bearer);
          return principalOf(bearer, load, ip);
        }
        return isApiToken(bearer)
          ? principalOf(bearer, () => loadApiToken(deps, bearer), ip)
          : anonymous(true);
      }
      if (sessionToken) return principalOf(sessionToken, () => loadSession(deps, sessionToken), ip);
      if (portalSession) {
        // Prefixed, so that a portal session is never accepted as another credential, or the reverse.
        return principalOf(`portal ${portalSession}`, () => loadPortalClient(deps, portalSession), ip);
      }
      return anonymous();
    },
    reidentify(client) {
      const { linkId, password, expiresAt } = client;
      const session = `portal session ${linkId} ${password} ${expiresAt.getTime()}`;
      return cachedPrincipal(session, () => reloadPortalClient(deps, client));
    },
    async close() {
      cache.close();
      await lastUse.flush();
    },
  };
}

async function loadSession({ db, key, now }: Dependencies, token: string): Promise<UserPrincipal | null> {
  const claims = await verifySession(key, token);
  if (!claims) return null;
  const session = await db.session.findUnique({
    where: { id: claims.sessionId },
    select: { userId: true, expiresAt: true, revokedAt: true, user: { select: userFields } },
  });
  // Prisma loads relations with a second query, so a user deleted in between is null despite the type.
  if (session?.userId !== claims.userId || !session.user?.active) return null;
  if (session.revokedAt || session.expiresAt <= now()) return null;
  return {
    ...toUser(session.user),
    via: 'session',
    credentialId: claims.sessionId,
    tokenName: null,
    expiresAt: session.expiresAt,
  };
}

/** Checks, in this order: signature, user exists and is active, row exists, not revoked, not expired, hash matches. */
async function loadPersonalToken(
  { db, key, now }: Dependencies,
  token: string,
): Promise<UserPrincipal | null> {
  const claims = await verifyPersonalToken(key, token);
  if (!claims) return null;
  const user = await db.user.findUnique({
    where: { id: claims.userId },
    select: {
      ...userFields,
      personalTokens: {
        where: { id: claims.tokenId },
        select: { name: true, tokenHash: true, expiresAt: true, revokedAt: true },
      },
    },
  });
  if (!user?.active) return null;
  const [row] = user.personalTokens;
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now())) return null;
  if (!equalInConstantTime(row.tokenHash, sha256(token))) return null;
  return {
    ...toUser(user),
    via: 'pat',
    credentialId: claims.tokenId,
    tokenName: row.name,
    expiresAt: row.expiresAt,
  };
}

const userFields = {
  id: true,
  email: true,
  name: true,
  platformRole: true,
  active: true,
  mustChangePassword: true,
  memberships: {
    select: { role: true, workspace: { select: { id: true, name: true } } },
    orderBy: { workspaceId: 'asc' },
  },
} satisfies Prisma.UserSelect;

function toUser(user: Prisma.UserGetPayload<{ select: typeof userFields }>) {
  return {
    kind: 'user',
    userId: user.id,
    email: user.email,
    name: user.name,
    platformRole: user.platformRole === 'admin' ? 'admin' : 'user',
    mustChangePassword: user.mustChangePassword,
    memberships: user.memberships.map(({ role, workspace }) => ({
      workspaceId: workspace.id,
      name: workspace.name,
      role: role as WorkspaceRole,
    })),
  } satisfies Partial<UserPrincipal>;
}

/** A token is valid while its owner is active and their role in its workspace allows its scope. */
async function loadApiToken({ db, now }: Dependencies, token: string): Promise<ApiTokenPrincipal | null> {
  const row = await db.apiToken.findUnique({
    where: { tokenHash: sha256(token) },
    select: {
      id: true,
      name: true,
      scope: true,
      workspaceId: true,
      ownerId: true,
      expiresAt: true,
      revokedAt: true,
      owner: {
        select: {
          email: true,
          active: true,
          mustChangePassword: true,
          memberships: { select: { workspaceId: true, role: true } },
        },
      },
    },
  });
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now()) || !row.owner?.active) return null;
  const scope = row.scope as ApiTokenPrincipal['scope'];
  const membership = row.owner.memberships.find(({ workspaceId }) => workspaceId === row.workspaceId);
  if (!membership || !scopesOf(membership.role as WorkspaceRole).includes(scope)) return null;
  return {
    kind: 'apiToken',
    tokenId: row.id,
    name: row.name,
    scope,
    workspaceId: row.workspaceId,
    ownerId: row.ownerId,
    ownerEmail: row.owner.email,
    ownerMustChangePassword: row.owner.mustChangePassword,
    expiresAt: row.expiresAt,
  };
}

async function loadDevice(
  { db }: Dependencies,
  device: { id: string; secret: string },
): Promise<DevicePrincipal | null> {
  const row = await db.device.findUnique({
    where: { id: device.id },
    select: { id: true, workspaceId: true, secretHash: true, removedAt: true },
  });
  if (!row || row.removedAt || !equalInConstantTime(row.secretHash, sha256(device.secret))) return null;
  return { kind: 'device', deviceId: row.id, workspaceId: row.workspaceId };
}
