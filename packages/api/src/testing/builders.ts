import {
  apiTokenPrefix,
  generateApiToken,
  generateSecret,
  hashPassword,
  sha256,
  signPersonalToken,
  signSession,
  type TokenScope,
  type WorkspaceRole,
} from '@sitecast/auth';
import { uuidv7 } from 'uuidv7';
import type { App } from '../core/context.ts';
import { createSiteBuilders } from './site-builders.ts';

export interface TestUser {
  id: string;
  email: string;
  password: string | null;
}

export interface TestWorkspace {
  id: string;
  name: string;
}

export interface TestToken {
  id: string;
  /** The secret itself. */
  token: string;
  ownerId: string;
  workspaceId: string;
}

export interface TestPersonalToken {
  id: string;
  /** The secret itself. */
  token: string;
  ownerId: string;
}

export interface TestDevice {
  id: string;
  name: string;
  secret: string;
  workspaceId: string;
}

export interface TestGroup {
  id: string;
  workspaceId: string;
}

export interface TestPlaylist {
  id: string;
  name: string;
  workspaceId: string;
}

interface UserOptions {
  email?: string;
  name?: string;
  password?: string;
  active?: boolean;
  platformRole?: 'admin' | 'user';
  /** Default: no memberships. */
  memberOf?: { workspace: { id: string }; role: WorkspaceRole }[];
}

interface InWorkspace {
  workspace?: { id: string };
}

const hashes = new Map<string, Promise<string>>();

/** Hashing is slow by design, so equal passwords share a hash in tests. */
function hashOnce(password: string): Promise<string> {
  const hash = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, hash);
  return hash;
}

/** Builders of database rows for tests. Each creates the parent rows that it is not given. */
export function createBuilders(app: App) {
  const { db, now, key } = app;
  let built = 0;
  const next = () => ++built;

  async function workspace({ name = `Workspace ${next()}` } = {}): Promise<TestWorkspace> {
    return db.workspace.create({ data: { id: uuidv7(), name }, select: { id: true, name: true } });
  }

  async function user(options: UserOptions = {}): Promise<TestUser> {
    const { password = null, active = true, platformRole = 'user', memberOf = [] } = options;
    const { email = `user-${next()}@example.com`, name = 'Somebody' } = options;
    const row = await db.user.create({
      data: {
        id: uuidv7(),
        email,
        name,
        active,
        platformRole,
        passwordHash: password === null ? null : await hashOnce(password),
        memberships: {
          create: memberOf.map(({ workspace: { id }, role }) => ({ workspaceId: id, role })),
        },
      },
      select: { id: true, email: true },
    });
    return { ...row, password };
  }

  /** A session of the user. @returns its JWT, for the cookie or after `Bearer` */
  async function session(owner: { id: string }, { hours = 24 } = {}): Promise<string> {
    const id = uuidv7();
    const expiresAt = new Date(now().getTime() + hours * 3_600_000);
    await db.session.create({
      data: { id, userId: owner.id, createdAt: now(), expiresAt, lastSeenAt: now() },
      select: { id: true },
    });
    return signSession(key, { userId: owner.id, sessionId: id }, expiresAt);
  }

  async function token(
    options: InWorkspace & {
      owner?: { id: string };
      scope?: TokenScope;
      expiresAt?: Date;
      name?: string;
      /** For scope agency. */
      targets?: { id: string }[];
    } = {},
  ): Promise<TestToken> {
    const home = options.workspace ?? (await workspace());
    const role = options.scope === 'agency' ? 'admin' : 'operator';
    const owner = options.owner ?? (await user({ memberOf: [{ workspace: home, role }] }));
    const secret = generateApiToken();
    const row = await db.apiToken.create({
      data: {
        id: uuidv7(),
        workspaceId: home.id,
        ownerId: owner.id,
        name: options.name ?? `Token ${next()}`,
        scope: options.scope ?? 'full',
        tokenHash: sha256(secret),
        prefix: apiTokenPrefix(secret),
        createdAt: now(),
        expiresAt: options.expiresAt ?? null,
        targets: { create: options.targets?.map(({ id }) => ({ playlistId: id })) },
      },
      select: { id: true, ownerId: true, workspaceId: true },
    });
    return { ...row, token: secret };
  }

  async function personalToken(
    options: { owner?: { id: string }; expiresAt?: Date; name?: string } = {},
  ): Promise<TestPersonalToken> {
    const { owner = await user(), expiresAt = null, name = `Laptop ${next()}` } = options;
    const id = uuidv7();
    const secret = await signPersonalToken(key, { userId: owner.id, tokenId: id }, expiresAt);
    const data = { id, userId: owner.id, name, tokenHash: sha256(secret), prefix: id.slice(0, 8) };
    await db.personalAccessToken.create({
      data: { ...data, createdAt: now(), expiresAt },
      select: { id: true },
    });
    return { id, token: secret, ownerId: owner.id };
  }

  async function device({
    workspace: home,
    name = `Screen ${next()}`,
  }: InWorkspace & { name?: string } = {}) {
    const secret = generateSecret();
    const row = await db.device.create({
      data: {
        id: uuidv7(),
        workspaceId: (home ?? (await workspace())).id,
        name,
        secretHash: sha256(secret),
        createdAt: now(),
      },
      select: { id: true, name: true, workspaceId: true },
    });
    return { ...row, secret };
  }

  async function group({
    workspace: home,
    devices = [],
    name = `Group ${next()}`,
  }: InWorkspace & { devices?: TestDevice[]; name?: string } = {}): Promise<TestGroup> {
    return db.deviceGroup.create({
      data: {
        id: uuidv7(),
        name,
        nameKey: name.toLowerCase(),
        workspaceId: home?.id ?? devices[0]?.workspaceId ?? (await workspace()).id,
        members: { create: devices.map(({ id }) => ({ deviceId: id })) },
      },
      select: { id: true, workspaceId: true },
    });
  }

  async function playlist({
    workspace: home,
    name = `Playlist ${next()}`,
    status = 'draft',
  }: InWorkspace & { name?: string; status?: 'draft' | 'published' } = {}): Promise<TestPlaylist> {
    return db.playlist.create({
      data: { id: uuidv7(), name, status, workspaceId: (home ?? (await workspace())).id },
      select: { id: true, name: true, workspaceId: true },
    });
  }

  const sites = createSiteBuilders(app, workspace);
  return { workspace, user, session, token, personalToken, device, group, playlist, ...sites };
}
export type Builders = ReturnType<typeof createBuilders>;
