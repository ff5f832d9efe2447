import type { Database, Prisma, Transaction } from '@sitecast/db';
import { equalInConstantTime, sha256 } from './checksum.ts';
import { verifyPersonalToken, verifySession } from './jwt.ts';
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
import { createUseNotes, type NewAddress } from './use-notes.ts';

/** What a request or a socket carries to say who it is. At most one is looked at, in this order. */
export interface Credentials {
  /** A player's id and secret, from the connection params of its socket. */
  device?: { id: string; secret: string } | null;
  /** The `Authorization` header as it came. */
  authorization?: string | null;
  /** The session cookie's value. */
  sessionToken?: string | null;
  /** The portal cookie's value. It is no credential anywhere but in the portal, and there it is the only one. */
  portalSession?: string | null;
  /** The client's address, noted as the last one used. */
  ip: string;
}

export interface Identifier {
  /** Never throws on bad credentials: they make an anonymous principal with `refused` set. */
  identify(credentials: Credentials): Promise<Principal>;
  /** Who somebody who looks on in the portal is now, without his cookie: link and client are what it stands on. */
  identifyAgain(client: PortalClientPrincipal): Promise<Principal>;
  close(): Promise<void>;
}

interface Dependencies {
  db: Database;
  revocations: Revocations;
  key: Uint8Array;
  now: () => Date;
  /** A personal token is used from another address than the last time; in the transaction that notes it. */
  onNewAddress: (tx: Transaction, use: NewAddress) => Promise<unknown>;
  onError: (error: unknown) => void;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The one way in for tRPC, REST and WebSockets. */
export function createIdentifier(deps: Dependencies): Identifier {
  const cache = createPrincipalCache(deps.revocations);
  const notes = createUseNotes(deps);

  async function believed(credential: string, load: () => Promise<Principal | null>): Promise<Principal> {
    const principal = await cache.get(sha256(credential), async () => (await load()) ?? anonymous(true));
    const hasExpired = 'expiresAt' in principal && principal.expiresAt && principal.expiresAt <= deps.now();
    return hasExpired ? anonymous(true) : principal;
  }

  async function known(
    credential: string,
    load: () => Promise<Principal | null>,
    ip: string,
  ): Promise<Principal> {
    const principal = await believed(credential, load);
    notes.used(principal, ip);
    return principal;
  }

  return {
    async identify({ device, authorization, sessionToken, portalSession, ip }) {
      if (device) {
        // A text that is no id is not asked for: PostgreSQL fails on one with U+0000 in it.
        if (!UUID.test(device.id)) return anonymous(true);
        return known(`device ${device.id} ${device.secret}`, () => loadDevice(deps, device), ip);
      }
      if (authorization) {
        const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
        if (!bearer) return anonymous(true);
        if (!bearer.startsWith('st_')) {
          const load = async () => (await loadSession(deps, bearer)) ?? loadPersonalToken(deps, bearer);
          return known(bearer, load, ip);
        }
        return isApiToken(bearer) ? known(bearer, () => loadApiToken(deps, bearer), ip) : anonymous(true);
      }
      if (sessionToken) return known(sessionToken, () => loadSession(deps, sessionToken), ip);
      if (portalSession) {
        // Under a name of its own: what was found for a portal is nobody elsewhere, and the other way round.
        return known(`portal ${portalSession}`, () => loadPortalClient(deps, portalSession), ip);
      }
      return anonymous();
    },
    identifyAgain(client) {
      const { linkId, password, expiresAt } = client;
      const session = `portal session ${linkId} ${password} ${expiresAt.getTime()}`;
      return believed(session, () => reloadPortalClient(deps, client));
    },
    async close() {
      cache.close();
      await notes.flush();
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
  // Prisma reads a relation by a second query: a user who is deleted between the two is null, whatever the type says.
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

/** In this order: signature, user exists, active, row exists, not revoked, not expired by the row, hash equal. */
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

/** A token lives as long as its owner is active and has a role in its workspace that suffices for its scope. */
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
  const home = row.owner.memberships.find(({ workspaceId }) => workspaceId === row.workspaceId);
  if (!home || !scopesOf(home.role as WorkspaceRole).includes(scope)) return null;
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
