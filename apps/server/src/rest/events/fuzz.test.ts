import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type FuzzWorld, fuzzing, inTime } from '@sitecast/api/testing/fuzz';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEvents } from '../../../test/events.ts';
import { startFuzzedServer } from '../../../test/fuzz.ts';
import { ask } from '../../../test/http.ts';
import type { TestServer } from '../../../test/server.ts';

let server: TestServer;
let world: FuzzWorld;
let faults: string[];

beforeAll(async () => {
  ({ server, world, faults } = await startFuzzedServer());
});
afterAll(() => server[Symbol.asyncDispose]());

const optional = <Value>(...values: Value[]) => fc.constantFrom<Value | undefined>(undefined, ...values);

/** What a header can hold. */
const sendable = (text: string) => text.replaceAll(/[^\t -~\x80-\xff]/g, '?');

const requests = fc.record({
  caller: fc.constantFrom('admin', 'admin', 'viewer', 'token', 'agency', 'platform', 'anonymous'),
  method: fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'),
  query: fc.constantFrom(
    ...[
      '',
      '',
      '',
      '?',
      '?workspace_id=',
      '?workspace_id=x',
      '?workspace_id=1&workspace_id=2',
      '?last_event_id=1',
    ],
    ...[
      '?__proto__=1',
      '?cursor=x',
      '?%00',
      '?%ff',
      '?%',
      '?workspace_id=00000000-0000-0000-0000-000000000000',
    ],
  ),
  headers: fc.record({
    'last-event-id': fc.oneof(
      fc.constant(undefined),
      fc.string({ unit: 'binary' }).map(sendable),
      fc
        .tuple(fc.constantFrom('known', '__proto__', ''), fc.jsonValue())
        .map((parts) => sendable(parts.join('.'))),
      fc.constantFrom('0', '.0', 'x'.repeat(8_000), '%00', '-1', 'a.1e9', 'a.99999999999999999999'),
    ),
    accept: optional('application/json', 'x', 'text/event-stream'),
    'accept-encoding': optional('gzip', 'br;q=1, *;q=0'),
    'content-length': optional('0', '5'),
    'content-type': optional('application/json', 'x'),
    connection: optional('close', 'upgrade'),
    upgrade: optional('websocket', 'x'),
    range: optional('bytes=0-1', 'x'),
    'if-none-match': optional('*'),
    expect: optional('100-continue', 'x'),
    'x-workspace-id': optional("' OR 1=1", 'x'.repeat(5_000)),
    'sec-fetch-site': optional('same-origin', 'cross-site'),
  }),
  /** When the reader goes: in ms after it has asked, or once it has been answered, or with its first event. */
  leaves: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom('answered', 'told')),
});

test('however the events are asked for, and whenever a reader goes, it is no fault of ours and none stays behind', {
  timeout: 60_000 + fuzzing.numRuns * 2_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(requests, async ({ caller, method, query, headers, leaves }) => {
      const bearer = await world.bearer(caller);
      const sent = request(`${server.url}/api/events`, {
        path: `/api/events${query}`,
        method,
        agent: false,
        headers: {
          ...(bearer && { authorization: `Bearer ${bearer}` }),
          ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
        },
      });
      sent.on('error', () => {});
      const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
      sent.end(headers['content-length'] === '5' ? '{"a":' : undefined);
      if (typeof leaves === 'number') {
        answered.catch(() => {});
        await setTimeout(leaves);
      } else {
        const [answer] = await inTime('GET /api/events', answered);
        await expectAnswer(answer, method, leaves);
      }
      sent.destroy();
      expect(faults).toEqual([]);
    }),
    { ...fuzzing, numRuns: fuzzing.numRuns * 20 },
  );
  await expect.poll(() => server.sockets, { timeout: 10_000 }).toBe(0);
  await world.checkTheirs();
  expect(faults).toEqual([]);
  const headers = { authorization: `Bearer ${await world.bearer('token')}` };
  using alive = await openEvents(server.url, headers);
  await alive.find(({ event }) => event === 'snapshot');
  expect(await ask(server.url, '/api/openapi.json')).toMatchObject({ status: 200 });
});

/** A stream, or a problem with a code. */
async function expectAnswer(
  answer: IncomingMessage,
  method: string,
  until: 'answered' | 'told',
): Promise<void> {
  const { statusCode: status = 0, headers } = answer;
  expect(status).toBeLessThan(500);
  const isStream = headers['content-type']?.startsWith('text/event-stream');
  if (status === 200) expect(isStream).toBe(true);
  if (isStream) {
    if (method !== 'HEAD' && until === 'told') await inTime('an event', once(answer, 'data'));
    return;
  }
  let text = '';
  for await (const part of answer) text += part;
  if (text !== '')
    expect(JSON.parse(text)).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) });
}
