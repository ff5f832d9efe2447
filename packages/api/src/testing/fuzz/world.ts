import { signPortalSession } from '@sitecast/auth';
import type { Access } from '../../core/access.ts';
import type { App } from '../../core/context.ts';
import { cursorOf } from '../../core/cursors.ts';
import { createBuilders } from '../builders.ts';
import type { IdsFor } from './inputs.ts';
import { idsOf, plantRows, type Rows } from './rows.ts';

/** Marks the texts of the other workspace, and of its users, whom platform admins can see. */
const THEIRS = { name: 'nobody-else-may-read-this', person: 'somebody-of-elsewhere' };

export type FuzzCaller =
  | 'anonymous'
  | 'admin'
  | 'viewer'
  | 'token'
  | 'agency'
  | 'platform'
  | 'device'
  | 'portal';

/** Two workspaces. The callers belong to the first and must not learn of the second. */
export interface FuzzWorld {
  /** IDs for the input of a procedure, including those of new rows, as earlier calls may have removed the others. */
  idsFor(access: Access, procedure: string): Promise<IdsFor>;
  /** Callers with access to a procedure, and one without. */
  callersOf(access: Access): FuzzCaller[];
  /** Credentials of a caller: the same until a response shows that they no longer work. */
  bearer(caller: FuzzCaller): Promise<string | undefined>;
  /** Notes the status of a response to a caller. */
  answered(caller: FuzzCaller, status: number): void;
  /** Credentials of a screen. */
  device(): Promise<{ id: string; secret: string }>;
  /** A portal session of a client. */
  portalSession(): Promise<string>;
  /** @throws Error that names `where`, when a response contains texts of the other workspace */
  checkAnswer(caller: FuzzCaller, where: string, answer: string): void;
  /** @throws Error when anything in the other workspace has changed */
  checkTheirs(): Promise<void>;
}

export async function createFuzzWorld(app: App): Promise<FuzzWorld> {
  const build = createBuilders(app);
  const home = await build.workspace({ name: 'Home' });
  const elsewhere = await build.workspace({ name: THEIRS.name });
  let own = await plantRows(app, home, { name: 'ours', person: 'one-of-us' });
  const foreign = await plantRows(app, elsewhere, { ...THEIRS, each: 3 });
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
    portal: async () => undefined,
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

  let planted = 0;
  const current = new Map<FuzzCaller, string | undefined>();
  const before = await dump(app, elsewhere.id);
  return {
    async idsFor(access, procedure) {
      own = await plantRows(app, home, { name: `ours ${++planted}`, person: `one-of-us-${planted}` });
      // Platform admins may change any user and their tokens.
      current.delete('agency');
      const ids = idsOf(own, access === 'admin' ? withoutPeople(foreign) : foreign);
      return (field) => (field === 'cursor' ? ids(field).map((id) => cursorOf(procedure, id)) : ids(field));
    },
    callersOf,
    async bearer(caller) {
      const bearer = current.has(caller) ? current.get(caller) : await bearers[caller]();
      current.set(caller, bearer);
      return bearer;
    },
    answered(caller, status) {
      if ([401, 403, 429].includes(status)) current.delete(caller);
    },
    device: () => build.device({ workspace: home }),
    portalSession: () => signPortalSession(app.key, { linkId: own.linkId![0]!, password: null }, app.now()),
    checkAnswer(caller, where, answer) {
      const hidden = caller === 'platform' ? [THEIRS.name] : Object.values(THEIRS);
      if (hidden.some((text) => answer.includes(text)))
        throw new Error(`${where} leaks another workspace: ${answer}`);
    },
    async checkTheirs() {
      if ((await dump(app, elsewhere.id)) !== before) throw new Error('Another workspace was changed.');
    },
  };
}

function callersOf(access: Access): FuzzCaller[] {
  if (access === 'public') return ['anonymous'];
  if (access === 'device') return ['device'];
  if (access.startsWith('portal')) return ['portal'];
  if (access === 'admin') return ['platform', 'platform', 'admin'];
  if (access.startsWith('agency')) return ['agency', 'agency', 'token'];
  return access.startsWith('workspace:')
    ? ['admin', 'admin', 'admin', 'token', 'viewer']
    : ['admin', 'admin', 'viewer', 'platform'];
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
    db.client.findMany({ ...options, include: { links: true, files: true } }),
    db.project.findMany({ ...options, include: { locations: true } }),
    db.unit.findMany({ ...options, include: { assignments: true } }),
    db.alertRule.findMany(options),
    db.apiToken.findMany({ ...options, omit: { lastUsedAt: true, lastUsedIp: true } }),
  ]);
  return JSON.stringify(rows);
}
