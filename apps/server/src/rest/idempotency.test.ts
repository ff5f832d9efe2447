import { createBuilders, eventually } from '@sitecast/api/testing';
import { topics } from '@sitecast/realtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ask, ask } from '../../test/http.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { isIdempotent } from './idempotency.ts';
import { openApiDocument } from './openapi/document.ts';
import { surface } from './surface.ts';

const HOUR = 3_600_000;

let server: TestServer;
let build: ReturnType<typeof createBuilders>;
let workspace: { id: string };
let deviceId: string;
let token: { id: string; token: string };
/** Added to the real time. */
let later = 0;

beforeAll(async () => {
  server = await startTestServer({}, { now: () => new Date(Date.now() + later) });
  build = createBuilders(server.app);
  workspace = await build.workspace();
  const owner = await build.user({ memberOf: [{ workspace, role: 'admin' }] });
  token = await build.token({ workspace, owner });
  deviceId = (await build.device({ workspace })).id;
});
afterAll(() => server.close());

let keys = 0;
const newKey = () => `key ${++keys}`;
const overlay = (more: object = {}) => ({
  device_id: deviceId,
  type: 'web',
  uri: 'https://a.example',
  ...more,
});

function show(key: string, json: object = overlay(), options: Ask = {}) {
  return ask(server.url, '/api/pip', {
    bearer: token.token,
    json,
    ...options,
    headers: { 'idempotency-key': key, ...options.headers },
  });
}
const countOverlays = () => server.app.db.overlay.count();

describe('the same request again', () => {
  test('gets the first answer, says so, and does nothing', async () => {
    const key = newKey();
    const first = await show(key);
    expect(first).toMatchObject({ status: 200, headers: { 'content-type': /^application\/json/ } });
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    const before = await countOverlays();
    const second = await show(key);
    expect(second).toMatchObject({ status: 200, text: first.text });
    expect(second.headers).toMatchObject({
      'idempotency-replayed': 'true',
      'content-type': first.headers['content-type'],
    });
    expect(await countOverlays()).toBe(before);
  });

  test('of another caller is another request', async () => {
    const key = newKey();
    const { token: bearer } = await build.token({ workspace });
    const [mine, theirs] = [await show(key), await show(key, overlay(), { bearer })];
    expect(theirs.status).toBe(200);
    expect(theirs.json().pip_id).not.toBe(mine.json().pip_id);
  });

  test('without the key, or with a new one, is done again', async () => {
    const before = await countOverlays();
    await show(newKey());
    await show(newKey());
    await ask(server.url, '/api/pip', { bearer: token.token, json: overlay() });
    expect(await countOverlays()).toBe(before + 3);
  });

  test('is done again after 24 hours, and not before', async () => {
    const key = newKey();
    const first = await show(key);
    later += 24 * HOUR - 60_000;
    expect((await show(key)).text).toBe(first.text);
    later += 61_000;
    const again = await show(key);
    expect(again.headers).not.toHaveProperty('idempotency-replayed');
    expect(again.json().pip_id).not.toBe(first.json().pip_id);
    expect((await show(key)).text).toBe(again.text);
  });

  test('from somebody who may no longer send it is refused', async () => {
    const operator = await build.user({ memberOf: [{ workspace, role: 'operator' }] });
    const bearer = await build.session(operator);
    const key = newKey();
    expect(await show(key, overlay(), { bearer })).toMatchObject({ status: 200 });
    const where = { workspaceId_userId: { workspaceId: workspace.id, userId: operator.id } };
    await server.app.db.workspaceMember.update({ where, data: { role: 'viewer' } });
    server.app.revocations.revoke({ kind: 'rights', id: operator.id });
    expect(await show(key, overlay(), { bearer })).toMatchObject({ status: 403 });
  });
});

describe('another request under the key is refused:', () => {
  test('another body', async () => {
    const key = newKey();
    await show(key);
    const answer = await show(key, overlay({ width: 500 }));
    expect(answer).toMatchObject({
      status: 422,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    });
    expect(answer.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test('another path', async () => {
    const key = newKey();
    await show(key);
    const clear = { bearer: token.token, json: overlay(), headers: { 'idempotency-key': key } };
    expect(await ask(server.url, '/api/pip/clear', clear)).toMatchObject({ status: 422 });
  });

  test('another workspace', async () => {
    const elsewhere = await build.workspace();
    const memberOf = [workspace, elsewhere].map((one) => ({ workspace: one, role: 'admin' as const }));
    const bearer = await build.session(await build.user({ memberOf }));
    const key = newKey();
    expect(await show(key, overlay(), { bearer })).toMatchObject({ status: 200 });
    const headers = { 'x-workspace-id': elsewhere.id };
    expect(await show(key, overlay(), { bearer, headers })).toMatchObject({ status: 422 });
  });
});

test.each([
  ['a field that is wrong', { width: 1 }, 400],
  ['a screen that there is not', { device_id: '018f0000-0000-7000-8000-000000000000' }, 404],
])('%s is not remembered: put right, it goes through under the same key', async (_, wrong, status) => {
  const key = newKey();
  expect(await show(key, overlay(wrong))).toMatchObject({ status });
  const right = await show(key);
  expect(right.status).toBe(200);
  expect(right.headers).not.toHaveProperty('idempotency-replayed');
});

test('while the first is under way the second is told to wait', async () => {
  const { id } = await build.device({ workspace });
  let answer = (_: { taken: boolean }) => {};
  let asked = 0;
  const leave = await server.app.bus.subscribe(topics.device(id), () => {
    asked++;
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  const key = newKey();
  const first = show(key, overlay({ device_id: id }));
  await eventually(() => expect(asked).toBe(1));
  const second = await show(key, overlay({ device_id: id }));
  expect(second).toMatchObject({ status: 409, headers: { 'retry-after': '1' } });
  expect(second.json()).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
  expect(await show(key, overlay())).toMatchObject({ status: 422 });
  answer({ taken: true });
  const { text } = await first;
  expect((await show(key, overlay({ device_id: id }))).text).toBe(text);
  expect(asked).toBe(1);
  leave();
});

test('a server that died in the middle blocks the key for a minute only', async () => {
  const key = newKey();
  const { text } = await show(key);
  const where = { caller_key: { caller: `apiToken:${token.id}`, key } };
  const expiresAt = new Date(Date.now() + later + 60_000);
  await server.app.db.idempotentRequest.update({ where, data: { status: null, expiresAt } });
  expect(await show(key)).toMatchObject({ status: 409 });
  later += 60_000;
  const [one, other] = await Promise.all([show(key), show(key)]);
  const answered = [one!, other!].filter(({ status }) => status === 200);
  expect(answered.length).toBeGreaterThan(0);
  for (const answer of answered) expect(answer.text).not.toBe(text);
  for (const { status } of [one!, other!]) expect([200, 409]).toContain(status);
});

test.each([
  ['empty', ''],
  ['too long', 'a'.repeat(256)],
  ['not ASCII', 'caf\xe9'],
  ['with a tab', 'a\tb'],
])('a key that is %s is refused', async (_, key) => {
  const answer = await show(key);
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({ code: 'VALIDATION', errors: [{ path: 'idempotency-key' }] });
});

test('two keys are refused, the longest one is not', async () => {
  const twice = ['a', 'b'] as unknown as string;
  expect(await show('', overlay(), { headers: { 'idempotency-key': twice } })).toMatchObject({ status: 400 });
  expect(await show('~'.repeat(255))).toMatchObject({ status: 200 });
});

test('it is for POSTs of scripts: elsewhere the header means nothing, and no secret is kept', async () => {
  const headers = { 'idempotency-key': newKey() };
  const { bearer } = { bearer: await server.login() };
  const create = () =>
    ask(server.url, '/api/tokens', { bearer, headers, json: { name: 'CI', scope: 'read' } });
  const [one, two] = [await create(), await create()];
  expect(one.status).toBe(201);
  expect(two.json().token).not.toBe(one.json().token);
  const list = { bearer: token.token, headers };
  expect((await ask(server.url, '/api/pip', list)).headers).not.toHaveProperty('idempotency-replayed');
  expect(await server.app.db.idempotentRequest.count({ where: { key: headers['idempotency-key'] } })).toBe(0);
});

test('no answer that is kept has room for a secret', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument('1.2.3')));
  const kept = surface.filter(isIdempotent);
  expect(kept.length).toBeGreaterThan(2);
  for (const { path, method, status } of kept) {
    const answer = JSON.stringify(resolved(document, document.paths[path][method].responses[status]));
    expect(answer, path).not.toMatch(/"(\w*_)?(token|secret|password|code)"|_url"/);
  }
});

test('expired rows are deleted, some at a time', async () => {
  const { db } = server.app;
  const expiresAt = new Date(Date.now() + later - 1);
  const rows = Array.from({ length: 1_100 }, (_, n) => ({ key: `old ${n}`, caller: 'nobody', expiresAt }));
  await db.idempotentRequest.createMany({ data: rows.map((row) => ({ ...row, requestHash: '' })) });
  const left = () => db.idempotentRequest.count({ where: { caller: 'nobody' } });
  later += 60_000;
  await show(newKey());
  expect(await left()).toBe(600);
  for (let more = 0; more < 2; more++) await show(newKey());
  expect(await left()).toBe(0);
});

/** With what its references stand for. */
function resolved(document: object, part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  const { $ref } = part as { $ref?: string };
  if ($ref !== undefined) {
    const at = (found: unknown, key: string) => (found as Record<string, unknown>)[key];
    return resolved(document, $ref.slice(2).split('/').reduce(at, document));
  }
  if (Array.isArray(part)) return part.map((inner) => resolved(document, inner));
  return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, resolved(document, inner)]));
}
