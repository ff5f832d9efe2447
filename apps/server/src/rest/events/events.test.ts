import { createBuilders } from '@sitecast/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEvents } from '../../../test/events.ts';
import { ask } from '../../../test/http.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let build: ReturnType<typeof createBuilders>;

beforeAll(async () => {
  server = await startTestServer();
  build = createBuilders(server.app);
});
afterAll(() => server.close());

const as = (token: string) => ({ authorization: `Bearer ${token}` });
const changed = (deviceId: string) => ({ event: 'device', change: 'changed', deviceId }) as const;

async function newWorkspace() {
  const workspace = await build.workspace();
  const admin = await build.user({ memberOf: [{ workspace, role: 'admin' }] });
  const reader = await build.token({ workspace, owner: admin, scope: 'read' });
  const session = await build.session(admin);
  return { ...workspace, admin, reader, session };
}

describe('the stream of a workspace', () => {
  test('begins with a snapshot and goes on with every event, in the names of the REST API', async () => {
    const [mine, theirs] = [await newWorkspace(), await newWorkspace()];
    const { id: device_id } = await build.device({ workspace: mine });
    using stream = await openEvents(server.url, as(mine.reader.token));
    expect(stream).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    });
    expect(stream.headers).not.toHaveProperty('content-encoding');
    await stream.find(({ event }) => event === 'snapshot');

    server.app.events.publish(theirs.id, changed('of others'));
    const renaming = { method: 'PATCH', bearer: mine.session, json: { name: 'Hall' } };
    await ask(server.url, `/api/devices/${device_id}`, renaming);
    const { token: bearer } = await build.token({ workspace: mine });
    const overlay = { device_id, type: 'web', uri: 'https://a.example' };
    const { pip_id } = (await ask(server.url, '/api/pip', { bearer, json: overlay })).json();

    await stream.find(({ event }) => event === 'overlay');
    expect(stream.text).toMatch(/^retry: \d{4}\n\n/);
    expect(stream.events).toMatchObject([
      { event: 'snapshot', data: { event: 'snapshot', at: expect.any(String) } },
      { event: 'device', data: { event: 'device', change: 'changed', device_id } },
      { event: 'overlay', data: { event: 'overlay', change: 'shown', pip_id } },
    ]);
    const ids = stream.events.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w.-]{1,100}$/);
  });

  test('goes on after the last event that arrived, without another snapshot', async () => {
    const mine = await newWorkspace();
    const stream = await openEvents(server.url, as(mine.reader.token));
    server.app.events.publish(mine.id, changed('1'));
    const last = await stream.find(({ data }) => data.device_id === '1');
    stream[Symbol.dispose]();
    for (const id of ['2', '3']) server.app.events.publish(mine.id, changed(id));

    using again = await openEvents(server.url, { ...as(mine.session), 'last-event-id': last.id! });
    await again.find(({ data }) => data.device_id === '3');
    server.app.events.publish(mine.id, changed('4'));
    await again.find(({ data }) => data.device_id === '4');
    expect(again.events.map(({ data }) => data.device_id)).toEqual(['2', '3', '4']);

    using upToDate = await openEvents(server.url, {
      ...as(mine.session),
      'last-event-id': again.events.at(-1)!.id!,
    });
    server.app.events.publish(mine.id, changed('5'));
    await upToDate.find(({ data }) => data.device_id === '5');
    expect(upToDate.events).toHaveLength(1);
  });

  test('begins anew where the last event is not known any more, or never was', async () => {
    const [mine, theirs] = [await newWorkspace(), await newWorkspace()];
    using stream = await openEvents(server.url, as(mine.reader.token));
    const { id: first } = await stream.find(({ event }) => event === 'snapshot');
    for (let n = 0; n <= 500; n++) server.app.events.publish(mine.id, changed(String(n)));
    await stream.find(({ data }) => data.device_id === '500');
    using foreign = await openEvents(server.url, as(theirs.reader.token));
    const { id: elsewhere } = await foreign.find(() => true);

    const name = first!.split('.')[0];
    for (const id of [first, elsewhere, `${name}.999999`, `${name}.-1`, `${name}.1e2`, name, 'x', '.', '']) {
      using again = await openEvents(server.url, { ...as(mine.reader.token), 'last-event-id': id! });
      await again.find(() => true);
      expect(again.events, id).toMatchObject([{ event: 'snapshot' }]);
    }
  });

  test('answers HEAD without beginning, and does not count it', async () => {
    const { reader } = await newWorkspace();
    await expect.poll(() => server.sockets).toBe(0);
    const answer = await ask(server.url, '/api/events', { method: 'HEAD', bearer: reader.token });
    expect(answer).toMatchObject({ status: 200, text: '', headers: { 'cache-control': 'no-store' } });
    await expect.poll(() => server.sockets).toBe(0);
  });

  test('is for people by their cookie, in the workspace they name', async () => {
    const [one, two] = [await newWorkspace(), await newWorkspace()];
    const where = { workspaceId: two.id, userId: one.admin.id };
    await server.app.db.workspaceMember.create({ data: { ...where, role: 'viewer' } });
    const cookie = `sitecast=${await build.session(one.admin)}`;
    using stream = await openEvents(server.url, { cookie }, `/api/events?workspace_id=${two.id}`);
    await stream.find(() => true);
    server.app.events.publish(one.id, changed('1'));
    server.app.events.publish(two.id, changed('2'));
    await stream.find(({ data }) => data.device_id === '2');
    expect(stream.events).toHaveLength(2);
  });
});

describe('who may not read it any more', () => {
  test.each(['token', 'session', 'owner'] as const)(
    'is cut off within a second: the %s ends',
    async (what) => {
      const { admin, reader } = await newWorkspace();
      const sessionId = await server.app.db.session.findFirst({ where: { userId: admin.id } });
      using byToken = await openEvents(server.url, as(reader.token));
      using bySession = await openEvents(server.url, as(await sessionOf(admin.id)));
      const { token: pat } = await build.personalToken({ owner: admin });
      using byPat = await openEvents(server.url, as(pat));
      for (const stream of [byToken, bySession, byPat]) await stream.find(() => true);
      const session = await server.app.db.session.findFirstOrThrow({
        where: { userId: admin.id, id: { not: sessionId!.id } },
      });
      const began = performance.now();
      if (what === 'token') server.app.revocations.revoke({ kind: 'apiToken', id: reader.id });
      else if (what === 'session') server.app.revocations.revoke({ kind: 'session', id: session.id });
      else server.app.revocations.revoke({ kind: 'user', id: admin.id });

      const over =
        what === 'token' ? [byToken] : what === 'session' ? [bySession] : [byToken, bySession, byPat];
      for (const stream of over) expect(await stream.ended).toBe(true);
      expect(performance.now() - began).toBeLessThan(1_000);
    },
  );

  test('by the API: a revoked token ends its stream, others go on', async () => {
    const { id, reader, session } = await newWorkspace();
    using stream = await openEvents(server.url, as(reader.token));
    using other = await openEvents(server.url, as(session));
    await ask(server.url, `/api/tokens/${reader.id}`, { method: 'DELETE', bearer: session });
    expect(await stream.ended).toBe(true);
    server.app.events.publish(id, changed('1'));
    await other.find(({ data }) => data.device_id === '1');
    expect(await ask(server.url, '/api/events', { bearer: reader.token })).toMatchObject({ status: 401 });
  });

  test('has a session that runs out', async () => {
    let now = new Date();
    await using short = await startTestServer({}, { now: () => now, socketLimits: { revalidateEvery: 200 } });
    using stream = await openEvents(short.url, as(await short.login()));
    await stream.find(() => true);
    now = new Date(now.getTime() + 25 * 3_600_000);
    expect(await stream.ended).toBe(true);
  });

  async function sessionOf(id: string) {
    return build.session({ id });
  }
});

test('a principal has so many streams and not one more', async () => {
  await using small = await startTestServer({}, { socketLimits: { perPrincipal: 2 } });
  const { token } = await createBuilders(small.app).token();
  const [one, two] = [await openEvents(small.url, as(token)), await openEvents(small.url, as(token))];
  const third = await ask(small.url, '/api/events', { bearer: token });
  expect(third).toMatchObject({ status: 429, headers: { 'retry-after': '10' } });
  expect(third.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  one[Symbol.dispose]();
  await expect.poll(() => small.sockets).toBe(1);
  using _instead = await openEvents(small.url, as(token));
  two[Symbol.dispose]();
});

test('while nothing happens the connection is kept awake', async () => {
  await using quick = await startTestServer({}, { streamLimits: { heartbeatEvery: 50 } });
  const { token } = await createBuilders(quick.app).token();
  using stream = await openEvents(quick.url, as(token));
  await expect.poll(() => stream.text).toMatch(/(:\n\n){3}$/);
  expect(stream.events).toHaveLength(1);
});

test('a reader that stalls is cut off; the others miss nothing and memory stays flat', async () => {
  const limits = { maxBufferedBytes: 512 * 1024, drainWithin: 5_000 };
  await using narrow = await startTestServer({}, { streamLimits: limits });
  const own = createBuilders(narrow.app);
  const { token, workspaceId } = await own.token();
  const stalled = await openEvents(narrow.url, as(token));
  using keen = await openEvents(narrow.url, as(token));
  await Promise.all([stalled.find(() => true), keen.find(() => true)]);
  stalled.socket.pause();
  const detail = 'x'.repeat(10_000);
  const event = {
    event: 'delivery',
    pipId: '',
    deviceId: '',
    status: 'failed',
    at: new Date().toISOString(),
  };
  let sent = 0;
  // Before the stalled one lags, its operating system takes some megabytes.
  while (narrow.sockets === 2 && sent < 5_000) {
    for (let n = 0; n < 20; n++) {
      narrow.app.events.publish(workspaceId, { ...event, detail: `${++sent} ${detail}` } as never);
    }
    await keen.find(({ data }) => String(data.detail).startsWith(`${sent} `));
  }
  expect(narrow.sockets).toBe(1);
  expect(keen.events).toHaveLength(sent + 1);
  stalled[Symbol.dispose]();
});

test('a shutdown ends every stream in order, and quickly', async () => {
  const ending = await startTestServer();
  const { token } = await createBuilders(ending.app).token();
  const stream = await openEvents(ending.url, as(token));
  await stream.find(() => true);
  const began = performance.now();
  await ending[Symbol.asyncDispose]();
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(await stream.ended).toBe(true);
  expect(ending.sockets).toBe(0);
});
