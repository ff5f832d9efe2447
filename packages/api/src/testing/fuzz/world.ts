import type { Access } from '../../access.ts';
import type { App } from '../../context.ts';
import { createBuilders } from '../builders.ts';
import type { IdsFor } from './inputs.ts';
import { idsOf, plantRows, type Rows } from './rows.ts';

/** In every text of the other workspace. */
const THEIRS = 'Nobody-Else-May-Read-This';

export type FuzzCaller = 'anonymous' | 'admin' | 'viewer' | 'token' | 'agency' | 'platform' | 'device';

/** Two workspaces, of which callers belong to the one and must not notice the other. */
export interface FuzzWorld {
  idsFor(access: Access): IdsFor;
  /** Who may come to a procedure, and somebody who may not. */
  callersOf(access: Access): FuzzCaller[];
  /** New credentials: whatever was called before may have ended others. */
  bearer(caller: FuzzCaller): Promise<string | undefined>;
  /** The same, of a screen. */
  device(): Promise<{ id: string; secret: string }>;
  /** @throws Error that says where, when an answer tells of the other workspace */
  checkAnswer(where: string, answer: string): void;
  /** What the other workspace holds, as text. It must stay the same. */
  theirs(): Promise<string>;
}

export async function createFuzzWorld(app: App): Promise<FuzzWorld> {
  const build = createBuilders(app);
  const home = await build.workspace({ name: 'Home' });
  const elsewhere = await build.workspace({ name: THEIRS });
  const own = await plantRows(app, home, 'Ours');
  const foreign = await plantRows(app, elsewhere, THEIRS);
  const admin = await build.user({ memberOf: [{ workspace: home, role: 'admin' }] });
  const viewer = await build.user({ memberOf: [{ workspace: home, role: 'viewer' }] });
  const platform = await build.user({ platformRole: 'admin' });

  async function member(user: { id: string }, role: 'admin' | 'viewer'): Promise<void> {
    const key = { workspaceId: home.id, userId: user.id };
    await app.db.workspaceMember.upsert({
      where: { workspaceId_userId: key },
      create: { ...key, role },
      update: { role },
    });
  }
  const token = (scope: 'full' | 'agency') => {
    const targets = own.playlistId!.map((id) => ({ id }));
    return build.token({ workspace: home, owner: admin, scope, ...(scope === 'agency' && { targets }) });
  };
  const bearers: Record<FuzzCaller, () => Promise<string | undefined>> = {
    anonymous: async () => undefined,
    device: async () => undefined,
    platform: () => build.session(platform),
    admin: async () => {
      await member(admin, 'admin');
      return build.session(admin);
    },
    viewer: async () => {
      await member(viewer, 'viewer');
      return build.session(viewer);
    },
    token: async () => {
      await member(admin, 'admin');
      return (await token('full')).token;
    },
    agency: async () => {
      await member(admin, 'admin');
      return (await token('agency')).token;
    },
  };

  return {
    // Administrators of the installation may do what they want with any user and his tokens.
    idsFor: (access) => idsOf(own, access === 'admin' ? withoutPeople(foreign) : foreign),
    callersOf,
    bearer: (caller) => bearers[caller](),
    device: () => build.device({ workspace: home }),
    checkAnswer(where, answer) {
      if (answer.includes(THEIRS)) throw new Error(`${where} told of another workspace: ${answer}`);
    },
    theirs: () => dump(app, elsewhere.id),
  };
}

function callersOf(access: Access): FuzzCaller[] {
  if (access === 'public') return ['anonymous'];
  if (access === 'device') return ['device'];
  if (access === 'admin') return ['platform', 'admin'];
  if (access.startsWith('agency')) return ['agency', 'token'];
  return access.startsWith('workspace:')
    ? ['admin', 'admin', 'viewer', 'token']
    : ['admin', 'viewer', 'platform'];
}

function withoutPeople({ userId: _, tokenId: __, ...rows }: Rows): Rows {
  return rows;
}

/** What nobody of another workspace may change. */
async function dump({ db }: App, workspaceId: string): Promise<string> {
  const where = { workspaceId };
  const options = { where, orderBy: { id: 'asc' } } as const;
  const rows = await Promise.all([
    db.workspace.findMany({ where: { id: workspaceId } }),
    db.workspaceMember.findMany({ where, orderBy: { userId: 'asc' } }),
    db.device.findMany(options),
    db.deviceGroup.findMany({ ...options, include: { members: true } }),
    db.playlist.findMany(options),
    db.overlay.findMany(options),
    db.overlayTemplate.findMany(options),
    db.project.findMany({ ...options, include: { locations: true } }),
    db.unit.findMany({ ...options, include: { assignments: true } }),
    db.alertRule.findMany(options),
    db.apiToken.findMany({ ...options, omit: { lastUsedAt: true, lastUsedIp: true } }),
  ]);
  return JSON.stringify(rows);
}
