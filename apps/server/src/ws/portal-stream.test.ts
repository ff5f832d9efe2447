import { createBuilders, eventually } from '@sitecast/api/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { openSocket } from '../../test/socket.ts';

let server: TestServer;
let build: ReturnType<typeof createBuilders>;

beforeAll(async () => {
  server = await startTestServer();
  build = createBuilders(server.app);
});
afterAll(() => server[Symbol.asyncDispose]());

async function buildSite() {
  const workspace = await build.workspace();
  const client = await build.client({ workspace });
  const project = await build.project({ client });
  const location = await build.location({ project });
  const unit = await build.unit({ at: location });
  server.app.meters.changed(unit.id);
  const link = await build.portalLink({ client });
  const bearer = await build.session(await build.user({ memberOf: [{ workspace, role: 'admin' }] }));
  const call = (path: string, json: unknown, method = 'POST') =>
    ask(server.url, path, { bearer, json, method });
  const push = (level: number, timestamp = new Date().toISOString()) =>
    call(`/api/units/${unit.id}/frames`, {
      frames: [{ timestamp, lp: level, leq: level, counter: 7, over: true, lmin: 1 }],
    });
  return { workspace, client, project, location, unit, link, push, call };
}
type Site = Awaited<ReturnType<typeof buildSite>>;

const view = ({ location, link }: { location: { id: string }; link: { session: string } }, headers = {}) =>
  openSocket(server.url, `/portal/api/location/${location.id}/stream`, {
    headers: { cookie: `portal_session=${link.session}`, ...headers },
  });
const withLevel = (level: number) => (message: object) => 'lp' in message && message.lp === level;

test('is refused before it opens: without a session, for another client’s location, from another site', async () => {
  const mine = await buildSite();
  const theirs = await buildSite();
  const bare = await build.location({ project: mine.project });
  const statusOf = async (socket: ReturnType<typeof view>) => (await (await socket).closed).code;
  expect(await statusOf(view({ ...mine, link: { session: 'nonsense' } }))).toBe(401);
  expect(await statusOf(openSocket(server.url, `/portal/api/location/${mine.location.id}/stream`))).toBe(401);
  for (const location of [
    theirs.location,
    theirs.unit,
    mine.unit,
    mine.project,
    bare,
    { id: 'x' },
    { id: '%00' },
  ])
    expect(await statusOf(view({ link: mine.link, location })), location.id).toBe(404);
  expect(await statusOf(view(mine, { origin: 'https://elsewhere.example' }))).toBe(403);
  await server.app.db.client.update({ where: { id: theirs.client.id }, data: { active: false } });
  expect(await statusOf(view(theirs))).toBe(401);
  await mine.call(`/api/clients/${mine.client.id}/password`, { password: 'open sesame' }, 'PUT');
  expect(await statusOf(view(mine))).toBe(401);
});

test('sends the listed fields as plain JSON, starting with the latest frame', async () => {
  const site = await buildSite();
  await using first = await view(site, { origin: server.url });
  await eventually(() => expect(first.messages).toEqual([{ heartbeat: true }]));
  await site.push(55);
  const frame = await first.find(withLevel(55));
  expect(Object.keys(frame).sort()).toEqual(
    ['feedStatus', 'leq', 'ln1', 'ln2', 'lmax', 'lp', 'lpeak', 'measurementState', 'timestamp'].sort(),
  );
  await using second = await view(site);
  expect(await second.find(withLevel(55))).toEqual(frame);
  expect(second.messages).toHaveLength(1);
});

test('a viewer switches the meter to the live pace', async () => {
  const site = await buildSite();
  const source = { kind: 'simulator', scene: 'site' };
  // Polled once an hour when nobody is viewing.
  await site.call(`/api/units/${site.unit.id}`, { source, slow_pace_sec: 3600 }, 'PATCH');
  await using viewer = await view(site);
  await eventually(() =>
    expect(viewer.messages.filter((message) => 'timestamp' in message).length).toBeGreaterThan(2),
  );
});

test.each<[string, number, (site: Site) => Promise<unknown>]>([
  [
    'the link is revoked',
    4403,
    ({ call, project, link }) => call(`/api/projects/${project.id}/portal-link/${link.id}/revoke`, undefined),
  ],
  [
    'the client is deactivated',
    4403,
    ({ call, client }) => call(`/api/clients/${client.id}`, { active: false }, 'PATCH'),
  ],
  [
    'a password is set',
    4403,
    ({ call, client }) => call(`/api/clients/${client.id}/password`, { password: 'open sesame' }, 'PUT'),
  ],
  [
    'the project is unassigned from the client',
    4404,
    ({ call, project }) => call(`/api/projects/${project.id}`, { client_id: null }, 'PATCH'),
  ],
  [
    'the project is removed',
    4404,
    ({ call, project }) => call(`/api/projects/${project.id}`, undefined, 'DELETE'),
  ],
  [
    'the location is removed',
    4404,
    ({ call, location }) => call(`/api/locations/${location.id}`, undefined, 'DELETE'),
  ],
  ['the meter is unassigned', 4404, ({ call, unit }) => call(`/api/units/${unit.id}/unassign`, undefined)],
  ['the meter is removed', 4404, ({ call, unit }) => call(`/api/units/${unit.id}`, undefined, 'DELETE')],
])('ends within a second when %s', async (_what, code, end) => {
  const site = await buildSite();
  await using viewer = await view(site);
  await eventually(() => expect(viewer.messages.length).toBeGreaterThan(0));
  const answer = (await end(site)) as { status: number };
  expect(answer.status).toBeLessThan(300);
  const done = Date.now();
  expect(await viewer.closed).toMatchObject({ code });
  expect(Date.now() - done).toBeLessThan(1_000);
});

test('a lost message is made up for when credentials are checked again', async () => {
  let now = new Date();
  await using short = await startTestServer({}, { now: () => now, socketLimits: { revalidateEvery: 100 } });
  const build = createBuilders(short.app);
  const client = await build.client();
  const location = await build.location({ project: await build.project({ client }) });
  const unit = await build.unit({ at: location });
  short.app.meters.changed(unit.id);
  const open = async () => {
    const { id, session } = await build.portalLink({ client });
    const cookie = `portal_session=${session}`;
    const path = `/portal/api/location/${location.id}/stream`;
    return { id, viewer: await openSocket(short.url, path, { headers: { cookie } }) };
  };
  const lost = await open();
  const kept = await open();
  await eventually(() => expect(kept.viewer.messages.length + lost.viewer.messages.length).toBe(2));
  // As by another process whose message was lost. Identified cookies are cached for a minute.
  await short.app.db.portalLink.update({ where: { id: lost.id }, data: { revokedAt: now } });
  const { now: clock } = performance;
  const later = vi.spyOn(performance, 'now').mockImplementation(() => clock.call(performance) + 61_000);
  expect(await lost.viewer.closed).toMatchObject({ code: 4403 });
  later.mockRestore();
  expect(kept.viewer.ws.readyState).toBe(kept.viewer.ws.OPEN);

  // A portal session ends after 30 days, even in an open tab.
  now = new Date(now.getTime() + 31 * 86_400_000);
  expect(await kept.viewer.closed).toMatchObject({ code: 4403 });
});
