import { verifyPortalSession } from '@sitecast/auth';
import { describe, expect, test } from 'vitest';
import { createTestApi, type TestApi, type Workspace } from '../../testing/index.ts';
import { enterPortal, previewPortal } from '../view/enter.ts';

/** A browser tab with its portal cookie. */
function browser() {
  let cookie: string | null = null;
  return {
    portalCookie: {
      set: (sealed: string) => {
        cookie = sealed;
      },
      clear: () => {
        cookie = null;
      },
    },
    get portalSession() {
      return cookie;
    },
  };
}

async function preview(api: TestApi, workspace: Workspace, projectId: string) {
  const tab = browser();
  const bearer = await workspace.session('operator');
  await previewPortal(await api.contextOf({ bearer, ...tab }), projectId);
  return tab;
}

const linkOf = async (api: TestApi, tab: { portalSession: string | null }) =>
  (await verifyPortalSession(api.app.key, tab.portalSession!, api.clock.now()))?.linkId;

describe('a preview', () => {
  test('creates the client and its link once, and opens the portal', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const project = await api.buildProject({ workspace: mine, name: 'Harbour' });

    const [first, again] = [await preview(api, mine, project.id), await preview(api, mine, project.id)];

    expect(await linkOf(api, first)).toBe(await linkOf(api, again));
    const { items } = await mine.as('viewer').clients.list({});
    expect(items).toMatchObject([
      { name: 'Harbour', slug: `preview-${project.id.slice(0, 8)}`, active: true },
    ]);
    expect(await mine.as('viewer').projects.get({ projectId: project.id })).toMatchObject({
      clientId: items[0]!.id,
    });
    expect(await api.callPortal(first).portal.session()).toMatchObject({
      clientName: 'Harbour',
      preview: true,
      branding: { name: mine.name },
    });
    expect(await mine.as('viewer').projects.portalLinks({ projectId: project.id })).toMatchObject({
      items: [{ isPreview: true, label: 'Preview' }],
    });
  });

  test('creates one client and one link for concurrent first requests', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { id } = await api.buildProject({ workspace: mine });
    const tabs = await Promise.all(Array.from({ length: 6 }, () => preview(api, mine, id)));
    const links = new Set(await Promise.all(tabs.map((tab) => linkOf(api, tab))));
    expect(links.size).toBe(1);
    expect(await api.app.db.client.count()).toBe(1);
    expect(await api.app.db.portalLink.count()).toBe(1);
  });

  test('uses the client of the project', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const client = await api.buildClient({ workspace: mine, name: 'Port Authority' });
    const project = await api.buildProject({ client });
    const tab = await preview(api, mine, project.id);
    expect(await api.callPortal(tab).portal.session()).toMatchObject({ clientName: 'Port Authority' });
    expect(await mine.as('viewer').clients.list({})).toMatchObject({ items: [{ id: client.id }] });
  });

  test('names a new client by the project’s client name', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const operator = mine.as('operator');
    const { id } = await operator.projects.create({ name: 'Quay 3', clientName: 'Port Authority' });
    await preview(api, mine, id);
    expect(await operator.clients.list({})).toMatchObject({ items: [{ name: 'Port Authority' }] });
  });

  test('creates a client for each of two projects from the same minute', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const [one, other] = [
      await api.buildProject({ workspace: mine }),
      await api.buildProject({ workspace: mine }),
    ];
    expect(one.id.slice(0, 8)).toBe(other.id.slice(0, 8));
    await preview(api, mine, one.id);
    await preview(api, mine, other.id);
    const { items } = await mine.as('viewer').clients.list({});
    expect(items.map(({ slug }) => slug)).toEqual([`preview-${one.id.slice(0, 8)}`, `preview-${other.id}`]);
    // After the client is unassigned, the same one is used again.
    await mine.as('operator').projects.update({ projectId: other.id, clientId: null });
    await preview(api, mine, other.id);
    expect(await mine.as('viewer').clients.list({})).toMatchObject({ items: [{}, { id: items[1]!.id }] });
  });

  test('creates a new link if the previous one was revoked', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const operator = mine.as('operator');
    const { id: projectId } = await api.buildProject({ workspace: mine });
    const before = await preview(api, mine, projectId);
    const linkId = (await linkOf(api, before))!;
    await operator.projects.revokePortalLink({ projectId, linkId });
    await expect(api.callPortal(before).portal.session()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const after = await preview(api, mine, projectId);
    expect(await linkOf(api, after)).not.toBe(linkId);
    expect(await api.callPortal(after).portal.session()).toMatchObject({ preview: true });
  });

  test('requires an operator of the workspace', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const theirs = await api.buildWorkspace();
    const { id } = await api.buildProject({ workspace: mine });
    const { token } = await api.buildToken({ workspace: mine, scope: 'full' });
    const attempt = async (bearer?: string, projectId = id) =>
      previewPortal(await api.contextOf({ bearer }), projectId);
    await expect(attempt()).rejects.toMatchObject({ appCode: 'UNAUTHENTICATED' });
    await expect(attempt(token)).rejects.toMatchObject({ appCode: 'UNAUTHENTICATED' });
    await expect(attempt(await mine.session('viewer'))).rejects.toMatchObject({ appCode: 'FORBIDDEN' });
    for (const wrong of [id, 'nonsense', '\0'])
      await expect(attempt(await theirs.session('admin'), wrong)).rejects.toMatchObject({
        appCode: 'NOT_FOUND',
      });
    expect(await api.app.db.client.count()).toBe(0);
  });

  test('is refused if the client is deactivated', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const project = await api.buildProject({
      client: await api.buildClient({ workspace: mine, active: false }),
    });
    await expect(preview(api, mine, project.id)).rejects.toMatchObject({ appCode: 'CONFLICT' });
  });
});

describe('a link', () => {
  async function setUp(api: TestApi) {
    const mine = await api.buildWorkspace();
    const { id: projectId } = await api.buildProject({ workspace: mine });
    const operator = mine.as('operator');
    const created = await operator.projects.createPortalLink({
      projectId,
      label: 'Mr Lee',
      expiresInDays: 7,
    });
    return { mine, operator, projectId, created, token: created.url.split('/').at(-1)! };
  }
  async function enter(api: TestApi, token: string) {
    const tab = browser();
    await enterPortal(await api.contextOf({ ...tab }), token);
    return tab;
  }

  test('is shown once, can be used repeatedly and records when it was last used', async () => {
    await using api = await createTestApi();
    const { mine, created, projectId, token } = await setUp(api);
    expect(created).toMatchObject({
      label: 'Mr Lee',
      url: expect.stringMatching(/\/portal\/enter\/[\w-]{43}$/),
    });
    for (const _ of [1, 2]) await api.callPortal(await enter(api, token)).portal.overview();
    const { items } = await mine.as('viewer').projects.portalLinks({ projectId });
    expect(items).toMatchObject([
      { id: created.id, label: 'Mr Lee', isPreview: false, lastUsedAt: api.clock.now().toISOString() },
    ]);
    expect(
      JSON.stringify([items, await api.app.db.portalLink.findMany(), await api.app.db.auditEvent.findMany()]),
    ).not.toContain(token);
    expect(await mine.as('viewer').clients.list({})).toMatchObject({
      items: [{ linkCount: 1, projectCount: 1 }],
    });
  });

  test('stops working when revoked, and ends its sessions', async () => {
    await using api = await createTestApi();
    const { mine, operator, created, projectId, token } = await setUp(api);
    const tab = await enter(api, token);
    await operator.projects.createPortalLink({ projectId });
    const linkId = created.id;
    const revoked = await operator.projects.revokePortalLink({ projectId, linkId });
    expect(await operator.projects.revokePortalLink({ projectId, linkId })).toEqual(revoked);
    await expect(api.callPortal(tab).portal.overview()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(enter(api, token)).rejects.toMatchObject({ appCode: 'UNAUTHENTICATED' });
    expect((await operator.projects.portalLinks({ projectId })).items).toHaveLength(1);
    const { items } = await mine.as('admin').audit.list({ scope: 'workspace', action: 'portal_link.*' });
    expect(items.map(({ action }) => action)).toEqual([
      'portal_link.revoke',
      'portal_link.create',
      'portal_link.create',
    ]);
  });

  test('expires together with its sessions', async () => {
    await using api = await createTestApi();
    const { token } = await setUp(api);
    const tab = await enter(api, token);
    api.clock.advance(7 * 86_400);
    await expect(api.callPortal(tab).portal.overview()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(enter(api, token)).rejects.toMatchObject({ appCode: 'UNAUTHENTICATED' });
  });

  test('is checked again for an open session without its cookie', async () => {
    await using api = await createTestApi();
    const { db, identifier } = api.app;
    const day = (count: number) => new Date(api.clock.now().getTime() + count * 86_400_000);
    const changes = {
      nothing: () => undefined,
      'link revoked': (id: string) =>
        db.portalLink.update({ where: { id }, data: { revokedAt: api.clock.now() } }),
      'link shortened': (id: string) => db.portalLink.update({ where: { id }, data: { expiresAt: day(1) } }),
      'link expired': (id: string) => db.portalLink.update({ where: { id }, data: { expiresAt: day(-1) } }),
      'client deactivated': (_: string, id: string) =>
        db.client.update({ where: { id }, data: { active: false } }),
      'password set': (_: string, id: string) =>
        db.client.update({ where: { id }, data: { passwordSetAt: api.clock.now() } }),
    };
    const found = new Map<string, unknown>();
    for (const [change, make] of Object.entries(changes)) {
      const { id, clientId, session } = await api.buildPortalLink();
      const before = await identifier.identify({ portalSession: session, ip: '127.0.0.1' });
      if (before.kind !== 'portalClient') throw new Error('The link does not open the portal');
      await make(id, clientId);
      const now = await identifier.reidentify(before);
      if (now.kind !== 'portalClient') found.set(change, 'ended');
      else {
        const expiry = now.expiresAt.getTime() === before.expiresAt.getTime() ? 'unchanged' : now.expiresAt;
        found.set(change, { needsPassword: now.needsPassword, expiry });
      }
    }
    expect(Object.fromEntries(found)).toEqual({
      nothing: { needsPassword: false, expiry: 'unchanged' },
      'link revoked': 'ended',
      'link shortened': { needsPassword: false, expiry: day(1) },
      'link expired': 'ended',
      'client deactivated': 'ended',
      'password set': { needsPassword: true, expiry: 'unchanged' },
    });
  });

  test('is not found by a project of another client or workspace', async () => {
    await using api = await createTestApi();
    const { operator, mine, created } = await setUp(api);
    const linkId = created.id;
    const other = await api.buildProject({
      workspace: mine,
      client: await api.buildClient({ workspace: mine }),
    });
    const without = await api.buildProject({ workspace: mine });
    for (const { id: projectId } of [other, without, await api.buildProject()])
      await expect(operator.projects.revokePortalLink({ projectId, linkId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    const stranger = (await api.buildWorkspace()).as('operator');
    await expect(stranger.projects.portalLinks({ projectId: other.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(stranger.projects.createPortalLink({ projectId: other.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test.each(['', 'x', '\0', 'a'.repeat(43), '../../etc'])('is invalid as %j', async (token) => {
    await using api = await createTestApi();
    await expect(enter(api, token)).rejects.toMatchObject({ appCode: 'UNAUTHENTICATED' });
  });

  test('cannot be guessed without being rate-limited', async () => {
    await using api = await createTestApi();
    api.app.throttles.portalEntries.points = 3;
    for (let n = 0; n < 3; n++)
      await expect(enter(api, 'a'.repeat(43))).rejects.toMatchObject({ appCode: 'UNAUTHENTICATED' });
    await expect(enter(api, 'a'.repeat(43))).rejects.toMatchObject({ appCode: 'TOO_MANY_REQUESTS' });
  });
});
