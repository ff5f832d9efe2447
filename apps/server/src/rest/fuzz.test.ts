import {
  type FuzzWorld,
  fuzzing,
  fuzzTimeout,
  inTime,
  mutated,
  validInputs,
} from '@sitecast/api/testing/fuzz';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFuzzedServer } from '../../test/fuzz.ts';
import { type Ask, ask } from '../../test/http.ts';
import type { TestServer } from '../../test/server.ts';
import { renameKeys, snakeCase } from './names.ts';
import { procedures } from './procedures.ts';
import { type Route, surface } from './surface.ts';

let server: TestServer;
let world: FuzzWorld;
let faults: string[];

beforeAll(async () => {
  ({ server, world, faults } = await startFuzzedServer());
});
afterAll(() => server[Symbol.asyncDispose]());

const routes = surface
  .filter(({ answer }) => answer !== 'events')
  .map((route) => ({ ...route, name: `${route.method.toUpperCase()} ${route.path}` }));

test.each(routes)(
  '$name: no input is a fault of ours, or shows or changes another workspace',
  {
    timeout: fuzzTimeout,
  },
  async (route) => {
    const { access, input: schema } = procedures.get(route.procedure)!;
    const inputs = schema
      ? mutated(validInputs(schema, await world.idsFor(access, route.procedure)))
      : fc.constant({});
    const callers = fc.constantFrom(...world.callersOf(access));
    await fc.assert(
      fc.asyncProperty(callers, inputs, rawHarms, async (caller, input, raw) => {
        const { path, ...request } = requestOf(route, input, raw);
        const bearer = await world.bearer(caller);
        const cookie = caller === 'portal' ? `portal_session=${await world.portalSession()}` : undefined;
        // `ask` also finds out whether the answer is as the OpenAPI document describes it.
        // As its own pages send it: only those may change something by a cookie.
        request.headers = { 'sec-fetch-site': 'same-origin', ...request.headers };
        const answer = await inTime(route.name, ask(server.url, path, { ...request, bearer, cookie }));
        world.answered(caller, answer.status);
        if (answer.status >= 500)
          expect(answer.json().code, `${answer.text} ${faults.at(-1)}`).toBe('METER_UNAVAILABLE');
        world.checkAnswer(caller, route.name, answer.text);
      }),
      fuzzing,
    );
    await world.checkTheirs();
  },
);

/** What can be wrong with a request beside its input. */
interface RawHarm {
  query: string;
  cutBody: number | null;
  headers: Record<string, string>;
}

const rawHarms: fc.Arbitrary<RawHarm> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<RawHarm>({ query: '', cutBody: null, headers: {} }) },
  fc.record<RawHarm>({
    query: fc.constantFrom(
      '',
      '&',
      '&limit=2',
      '&limit=1e308',
      '&__proto__=1',
      '&a[b]=1',
      '&workspace_id=',
      '&x=%00',
      '&x=%ff',
    ),
    cutBody: fc.constantFrom(null, null, 0.5, 0.9),
    headers: fc.constantFrom<Record<string, string>>(
      {},
      { 'x-workspace-id': "' OR 1=1" },
      { 'idempotency-key': 'a key' },
      { 'accept-language': 'xx-\u00ff, *;q=9' },
      { 'last-event-id': 'x'.repeat(2_000) },
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-encoding': 'deflate' },
    ),
  }),
);

/** The input as the route takes it: some of it in the path, the rest in the query or the body. */
function requestOf(
  { method, path: template }: Pick<Route, 'method' | 'path'>,
  input: unknown,
  { query, cutBody, headers }: RawHarm,
): Ask & { path: string } {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  const fields = new Map(isObject ? Object.entries(renameKeys(input, snakeCase) as object) : []);
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields.get(name);
    fields.delete(name);
    return encoded(value).slice(0, 2_000) || 'x';
  });
  const rest = isObject ? Object.fromEntries(fields) : input;
  const isInQuery = method === 'get' || (method === 'delete' && query === '');
  const search = isInQuery
    ? [...fields]
        .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
        .join('&')
        .slice(0, 8_000)
    : '';
  const url = search + query === '' ? path : `${path}?${search}${query}`;
  const verb = { path: url, method: method.toUpperCase(), headers };
  if (isInQuery) return verb;
  const text = JSON.stringify(rest);
  const body = cutBody === null ? text : text.slice(0, text.length * cutBody);
  return { ...verb, body, headers: { 'content-type': 'application/json', ...headers } };
}

/** A lone half of a character cannot be in an address. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
