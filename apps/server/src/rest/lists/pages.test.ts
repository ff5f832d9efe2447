import { createBuilders, cursorOf } from '@sitecast/api/testing';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEverybody } from '../../../test/firewall/principals.ts';
import { callerFor, type Made } from '../../../test/firewall/requests.ts';
import { ask } from '../../../test/http.ts';
import { listKinds, listRoutes } from '../../../test/lists.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let made: Made;

beforeAll(async () => {
  server = await startTestServer();
  const build = createBuilders(server.app);
  made = { server, build, ...(await createEverybody(server, build)) };
});
afterAll(() => server[Symbol.asyncDispose]());

test('every list is known here', () => {
  expect(listRoutes.map(({ path }) => path).sort()).toEqual(Object.keys(listKinds).sort());
});

async function fill(path: string) {
  const kind = listKinds[path]!;
  const parent = (await kind.parent?.(made)) ?? {};
  const key = kind.key ?? 'id';
  const tables = server.app.db as unknown as Record<
    string,
    { delete(which: { where: { id: string } }): Promise<unknown> }
  >;
  return {
    url: path.replaceAll(/\{(\w+)\}/g, (_, name) => parent[name]!),
    add: () => kind.add(made, parent, uuidv7),
    remove: (id: string) => tables[kind.table]!.delete({ where: { id } }),
    keysOf: (items: unknown) => (items as Record<string, string>[]).map((item) => item[key]!),
  };
}

test.each(listRoutes)(
  '$path: rows that come and go between its pages make none of the others missing or double',
  async (route) => {
    const { url, add, remove, keysOf } = await fill(route.path);
    const lasting: string[] = [];
    const passing: string[] = [];
    for (let i = 0; i < 4; i++) {
      lasting.push(await add());
      passing.push(await add());
    }
    const seen: string[] = [];
    let cursor: unknown = null;
    do {
      const query = cursor === null ? '?limit=2' : `?limit=2&cursor=${cursor}`;
      const answer = await ask(server.url, url + query, callerFor(route, made));
      expect(answer.status, answer.text).toBe(200);
      const page = answer.json();
      const keys = keysOf(page.items);
      seen.push(...keys);
      cursor = page.next_cursor;
      expect(keys.length).toBeLessThanOrEqual(2);
      // Also the very row that the next page begins after, and one that is still to come.
      const gone = keys.findLast((id) => passing.includes(id)) ?? passing.find((id) => !seen.includes(id));
      if (gone) await remove(passing.splice(passing.indexOf(gone), 1)[0]!);
      if (seen.length < 20) await add();
    } while (cursor !== null);
    expect(seen.filter((id) => lasting.includes(id)).sort()).toEqual(lasting.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
  },
);

test.each(listRoutes)('$path refuses a limit or a cursor that is none', async (route) => {
  const { url } = await fill(route.path);
  for (const [query, field] of [
    ...['0', '201', '-1', 'abc', '1.5', '', '1e2', '٣'].map((limit) => [
      `limit=${encodeURIComponent(limit)}`,
      'limit',
    ]),
    ...['abc', '', '1', '..', '%00', 'null', uuidv7(), `${uuidv7()}x`, `'${uuidv7()}'`].map((cursor) => [
      `cursor=${cursor}`,
      'cursor',
    ]),
    [`cursor=${uuidv7()}&cursor=${uuidv7()}`, 'cursor'],
  ]) {
    const answer = await ask(server.url, `${url}?${query}`, callerFor(route, made));
    expect(answer.status, query).toBe(400);
    expect(answer.json().errors, query).toMatchObject([{ path: field }]);
  }
});

test.each(listRoutes)(
  '$path refuses the cursor of another list, and its own when it was changed',
  async (route) => {
    const { url, add } = await fill(route.path);
    await add();
    const last = await add();
    const pageAfter = (cursor: string) =>
      ask(server.url, `${url}?limit=1&cursor=${cursor}`, callerFor(route, made));
    const first = (await ask(server.url, `${url}?limit=1`, callerFor(route, made))).json();
    const own = String(first.next_cursor);
    expect(await pageAfter(own)).toMatchObject({ status: 200 });

    const other = listRoutes.find(({ procedure }) => procedure !== route.procedure)!;
    const changed = own.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    for (const cursor of [cursorOf(other.procedure, last), own.toUpperCase(), changed, own.slice(0, 36)]) {
      const answer = await pageAfter(cursor);
      expect(answer.status, cursor).toBe(400);
      expect(answer.json(), cursor).toMatchObject({ code: 'VALIDATION', errors: [{ path: 'cursor' }] });
    }
  },
);

test('the cursor of one list, as it was answered, opens no other', async () => {
  const [screens, groups] = [await fill('/api/devices'), await fill('/api/groups')];
  for (const { add } of [screens, screens, groups, groups]) await add();
  const route = listRoutes.find(({ path }) => path === screens.url)!;
  const page = await ask(server.url, `${screens.url}?limit=1`, callerFor(route, made));
  const cursor = page.json().next_cursor;
  const answer = await ask(server.url, `${groups.url}?cursor=${cursor}`, callerFor(route, made));
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.json().detail).toBe('cursor: Not a cursor of this list');
});
