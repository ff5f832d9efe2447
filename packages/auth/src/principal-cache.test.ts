import { createInProcessBus } from '@sitecast/realtime';
import { expect, test } from 'vitest';
import { anonymous, type Principal } from './principal.ts';
import { createPrincipalCache } from './principal-cache.ts';
import { createRevocations } from './revocation.ts';

const session = (userId: string, id = 's'): Principal => ({
  kind: 'user',
  via: 'session',
  credentialId: id,
  tokenName: null,
  expiresAt: null,
  userId,
  email: 'u@example.com',
  name: 'U',
  platformRole: 'user',
  mustChangePassword: false,
  memberships: [],
});

async function setUp() {
  let emitReconnect = () => {};
  const bus = createInProcessBus();
  const revocations = await createRevocations({
    ...bus,
    onReconnect(listener) {
      emitReconnect = listener;
      return () => {};
    },
  });
  const cache = createPrincipalCache(revocations);
  let loads = 0;
  /** The number of lookups caused by one request. */
  async function lookupsFor(credential: string, principal: Principal) {
    const before = loads;
    const answer = await cache.get(credential, async () => {
      loads++;
      return principal;
    });
    expect(answer).toEqual(principal);
    return loads - before;
  }
  return { bus, revocations, cache, lookupsFor, reconnect: () => emitReconnect() };
}

test('a principal is looked up once', async () => {
  const { lookupsFor } = await setUp();
  expect(await lookupsFor('a', session('u'))).toBe(1);
  expect(await lookupsFor('a', session('u'))).toBe(0);
  expect(await lookupsFor('b', session('v'))).toBe(1);
});

test('anonymous principals are not cached, so that a token created a moment later works', async () => {
  const { lookupsFor } = await setUp();
  expect(await lookupsFor('a', anonymous(true))).toBe(1);
  expect(await lookupsFor('a', session('u'))).toBe(1);
});

test('a revocation drops the affected principals and no others', async () => {
  const { lookupsFor, revocations } = await setUp();
  await lookupsFor('a', session('u', 's1'));
  await lookupsFor('b', session('u', 's2'));
  await lookupsFor('c', session('v', 's3'));
  revocations.revoke({ kind: 'session', id: 's1' });
  expect(await lookupsFor('a', session('u', 's1'))).toBe(1);
  expect(await lookupsFor('b', session('u', 's2'))).toBe(0);
  revocations.revoke({ kind: 'user', id: 'u' });
  expect(await lookupsFor('a', session('u', 's1'))).toBe(1);
  expect(await lookupsFor('b', session('u', 's2'))).toBe(1);
  expect(await lookupsFor('c', session('v', 's3'))).toBe(0);
});

test('a user whose rights change is looked up again, and so are their tokens', async () => {
  const { lookupsFor, revocations } = await setUp();
  const token: Principal = {
    kind: 'apiToken',
    tokenId: 't',
    name: 'T',
    scope: 'read',
    workspaceId: 'w',
    ownerId: 'u',
    ownerEmail: 'o@example.com',
    ownerMustChangePassword: false,
    expiresAt: null,
  };
  await lookupsFor('a', session('u'));
  await lookupsFor('b', token);
  await lookupsFor('c', session('v'));
  revocations.revoke({ kind: 'rights', id: 'u' });
  expect(await lookupsFor('a', session('u'))).toBe(1);
  expect(await lookupsFor('b', token)).toBe(1);
  expect(await lookupsFor('c', session('v'))).toBe(0);
});

test('a revocation in another process arrives over the bus', async () => {
  const { lookupsFor, bus } = await setUp();
  const elsewhere = await createRevocations(bus);
  await lookupsFor('a', session('u'));
  elsewhere.revoke({ kind: 'user', id: 'u' });
  await new Promise(setImmediate);
  expect(await lookupsFor('a', session('u'))).toBe(1);
});

test('a lookup during a revocation is not cached', async () => {
  const { cache, lookupsFor, revocations } = await setUp();
  let finish = (_principal: Principal) => {};
  const lookup = cache.get(
    'a',
    () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  );
  revocations.revoke({ kind: 'user', id: 'u' });
  finish(session('u'));
  expect(await lookup).toEqual(session('u'));
  expect(await lookupsFor('a', session('u'))).toBe(1);
});

test('the cache is cleared after the bus reconnects or sends an unknown message', async () => {
  const { lookupsFor, bus, reconnect } = await setUp();
  await lookupsFor('a', session('u'));
  reconnect();
  expect(await lookupsFor('a', session('u'))).toBe(1);
  expect(await lookupsFor('a', session('u'))).toBe(0);
  bus.publish('revoked', { kind: 'something new', id: 'x' });
  await new Promise(setImmediate);
  expect(await lookupsFor('a', session('u'))).toBe(1);
});

test('a failed lookup is not cached', async () => {
  const { cache, lookupsFor } = await setUp();
  await expect(
    cache.get('a', async () => {
      throw new Error('the database is down');
    }),
  ).rejects.toThrow('down');
  expect(await lookupsFor('a', session('u'))).toBe(1);
});
