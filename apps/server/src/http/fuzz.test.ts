import { type FuzzWorld, fuzzing, inTime } from '@sitecast/api/testing/fuzz';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFuzzedServer } from '../../test/fuzz.ts';
import { type Answer, ask } from '../../test/http.ts';
import type { TestServer } from '../../test/server.ts';

let server: TestServer;
let world: FuzzWorld;
let faults: string[];

beforeAll(async () => {
  ({ server, world, faults } = await startFuzzedServer());
});
afterAll(() => server[Symbol.asyncDispose]());

/** Whatever is behind them: here it is about how they are asked for. */
const names = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('devices.list', 'session.me', 'units.list', 'groups.list') },
  { weight: 2, arbitrary: fc.constantFrom('groups.create', 'pip.clear', 'devices.pair', 'portal.overview') },
  { weight: 1, arbitrary: fc.constantFrom('workspace.events', 'device.connect') },
  fc.constantFrom(
    ...[
      '',
      '.',
      ',',
      '__proto__',
      'constructor',
      'toString',
      'devices',
      'devices.__proto__',
      'then',
      'apply',
    ],
    ...[
      'devices.list.constructor',
      'devices.list.',
      '.devices.list',
      'devices/list',
      'devices%2Elist',
      '_def',
    ],
    ...['%00', 'devices%00.list', 'devices.list%00', '%', '%zz', '%ff', '%c0%ae', '%E2%82', '..%2f..%2fetc'],
    ...['%0d%0aX:%20y', '%F0%9F%98%80', "'", '%22', '<script>', ';', '*', '~', 'x'.repeat(2_000)],
  ),
);
const paths = fc.oneof(
  { weight: 4, arbitrary: fc.array(names, { minLength: 1, maxLength: 3 }) },
  names.chain((name) => fc.constantFrom(20, 21, 400).map((times) => Array<string>(times).fill(name))),
);

/** JSON, or nearly. */
const texts = fc.constantFrom(
  ...['', '{', '}', '[]', 'null', 'true', '0', '"x"', '{}', '{"json":{}}', 'undefined', 'NaN', '1e999'],
  ...['{"0":{}}', '{"0":null}', '{"0":{"limit":2}}', '{"1":{}}', '{"-1":{}}', '{"99":{}}', '{"0.5":{}}'],
  ...['{"0":{},"0":{}}', '[{"limit":1}]', '{"length":5}', '{"0":{"cursor":"\\u0000"}}', '{"0":"\\ud800"}'],
  ...['{"__proto__":{"0":{}}}', '{"0":{"__proto__":{"limit":1}}}', '{"constructor":{"prototype":{"x":1}}}'],
  ...['{"0":{"name":"x"}}', '{"name":"x"}', '\ufeff{}', '{"0":{"toJSON":1,"then":1}}', '{"a":1}garbage'],
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `${'{"0":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
);
/** In bytes: what is said so many times. */
const bodies = fc.oneof(
  { weight: 6, arbitrary: texts.map((text) => ({ text, times: 1 })) },
  fc.constantFrom(
    ...['\0', '\xff\xfe{', '\x1f\x8b\b\0', '{"0":{"name":"\xe2\x82"}}'].map((text) => ({ text, times: 1 })),
    { text: '--x\r\ncontent-disposition: form-data; name="0"\r\n\r\n{}\r\n--x--\r\n', times: 1 },
    { text: ' ', times: 500_000 },
  ),
);

const query = fc.record({
  batch: fc.constantFrom(
    '',
    'batch=1',
    'batch=1',
    'batch=0',
    'batch',
    'batch=1&batch=1',
    'batch=%00',
    'batch=true',
  ),
  input: fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 4, arbitrary: texts.map((text) => `input=${encodeURIComponent(text).slice(0, 6_000)}`) },
    fc.constantFrom(
      'input',
      'input=%',
      'input=%zz',
      'input=%ff',
      'input={"0":{}}',
      'input=1&input=2',
      'input[0]=1',
    ),
  ),
  more: fc.constantFrom(
    '',
    '',
    'connectionParams=1',
    'connectionParams=%7B',
    'lastEventId=1',
    '__proto__=1',
    '%',
    '?',
  ),
});

const headers = fc.record({
  'content-type': fc.constantFrom(
    ...[
      'application/json',
      'application/json',
      'application/json;charset=utf-16',
      'text/plain',
      'json',
      '/',
      ';',
    ],
    ...['multipart/form-data', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'],
    ...['application/octet-stream', 'application/jsonl', 'text/event-stream', undefined],
  ),
  accept: fc.constantFrom('*/*', 'application/jsonl', 'text/event-stream', 'x'),
  'trpc-accept': fc.constantFrom(undefined, undefined, 'application/jsonl', 'application/json', 'x'),
  'content-encoding': fc.constantFrom(undefined, undefined, 'gzip', 'br', 'x'),
  'x-workspace-id': fc.constantFrom(undefined, "' OR 1=1", 'x'.repeat(5_000)),
  'sec-fetch-site': fc.constantFrom('same-origin', 'same-origin', 'cross-site', 'x'),
  expect: fc.constantFrom(undefined, undefined, undefined, '100-continue'),
  host: fc.constantFrom(undefined, undefined, undefined, 'a.invalid', '[', 'a b', '127.0.0.1:99999999'),
  'last-event-id': fc.constantFrom(undefined, '\u00ff', 'x'.repeat(3_000)),
});

const requests = fc.record({
  root: fc.constantFrom('/trpc/', '/trpc/', '/trpc/', '/portal/trpc/'),
  paths,
  query,
  headers,
  method: fc.constantFrom('GET', 'GET', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
  body: bodies,
  caller: fc.constantFrom('admin', 'admin', 'viewer', 'token', 'portal', 'anonymous'),
});

test('however tRPC is asked by HTTP, it answers as it says, and nothing of it is a fault of ours', {
  timeout: 60_000 + fuzzing.numRuns * 2_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(requests, async ({ root, paths, query, headers, method, body, caller }) => {
      const search = Object.values(query).filter(Boolean).join('&');
      const path = `${root}${paths.join(',')}${search && `?${search}`}`;
      const cookie = caller === 'portal' ? `portal_session=${await world.portalSession()}` : undefined;
      const answer = await inTime(
        path.slice(0, 300),
        ask(server.url, path.slice(0, 12_000), {
          method,
          headers: withoutUndefined(headers),
          bearer: await world.bearer(caller),
          cookie,
          body: ['GET', 'HEAD'].includes(method)
            ? undefined
            : Buffer.from(body.text.repeat(body.times), 'latin1'),
        }),
      );
      world.answered(caller, answer.status);
      const wantsLines = [headers['trpc-accept'], headers.accept].includes('application/jsonl');
      if (wantsLines && answer.text.includes('\n')) expectLines(answer);
      else expectAnswer(answer, method);
      world.checkAnswer(caller, path, answer.text);
      expect(faults).toEqual([]);
    }),
    { ...fuzzing, numRuns: fuzzing.numRuns * 50 },
  );
  await world.checkTheirs();
  expect(await ask(server.url, '/trpc/session.me', { bearer: await world.bearer('admin') })).toMatchObject({
    status: 200,
  });
});

/** A result or an error with a stable code, or as many of them as there were calls; of more than one kind 207. */
function expectAnswer({ status, headers, text, json }: Answer, method: string): void {
  expect(status, text).toBeLessThan(500);
  // What is too long for Node's own parser is refused by that, without a word.
  if (method === 'HEAD' || status === 431) {
    expect(text).toBe('');
    return;
  }
  const type = String(headers['content-type']);
  if (type.startsWith('application/problem+json')) {
    expect(json()).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) });
    return;
  }
  expect(type, text).toMatch(/^application\/json/);
  const answers = [json()].flat() as { result?: object; error?: { data: { httpStatus: number } } }[];
  for (const one of answers) {
    if (one.error === undefined) expect(one).toEqual({ result: { data: expect.anything() } });
    else
      expect(one.error).toMatchObject({
        message: expect.any(String),
        code: expect.any(Number),
        data: { code: expect.any(String), appCode: expect.any(String), httpStatus: expect.any(Number) },
      });
  }
  const statuses = new Set(answers.map(({ error }) => error?.data.httpStatus ?? 200));
  expect(status, text).toBe(statuses.size === 1 ? [...statuses][0] : 207);
}

/** A batch whose answers come as they are ready, for whom asks so: each line is one of their parts. */
function expectLines({ status, text }: Answer): void {
  expect(status).toBe(200);
  for (const line of text.trim().split('\n')) expect(() => JSON.parse(line), line).not.toThrow();
}

function withoutUndefined(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}
