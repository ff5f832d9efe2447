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
  let reconnected = () => {};
  const bus = createInProcessBus();
  const revocations = await createRevocations({
    ...bus,
    onReconnect(listener) {
      reconnected = listener;
      return () => {};
    },
  });
  const cache = createPrincipalCache(revocations);
  let loads = 0;
  /** How often the principal was looked up for this one more question. */
  async function ask(credential: string, principal: Principal) {
    const before = loads;
    const answer = await cache.get(credential, async () => {
      loads++;
      return principal;
    });
    expect(answer).toEqual(principal);
    return loads - before;
  }
  return { bus, revocations, cache, ask, reconnect: () => reconnected() };
}

test('a principal is looked up once', async () => {
  const { ask } = await setUp();
  expect(await ask('a', session('u'))).toBe(1);
  expect(await ask('a', session('u'))).toBe(0);
  expect(await ask('b', session('v'))).toBe(1);
});

test('nobody is looked up each time: a token made a moment later must work', async () => {
  const { ask } = await setUp();
  expect(await ask('a', anonymous(true))).toBe(1);
  expect(await ask('a', session('u'))).toBe(1);
});

test('a revocation forgets whom it means, and nobody else', async () => {
  const { ask, revocations } = await setUp();
  await ask('a', session('u', 's1'));
  await ask('b', session('u', 's2'));
  await ask('c', session('v', 's3'));
  revocations.revoke({ kind: 'session', id: 's1' });
  expect(await ask('a', session('u', 's1'))).toBe(1);
  expect(await ask('b', session('u', 's2'))).toBe(0);
  revocations.revoke({ kind: 'user', id: 'u' });
  expect(await ask('a', session('u', 's1'))).toBe(1);
  expect(await ask('b', session('u', 's2'))).toBe(1);
  expect(await ask('c', session('v', 's3'))).toBe(0);
});

test('when the rights of a user change, he is looked up again, and so are his tokens', async () => {
  const { ask, revocations } = await setUp();
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
  await ask('a', session('u'));
  await ask('b', token);
  await ask('c', session('v'));
  revocations.revoke({ kind: 'rights', id: 'u' });
  expect(await ask('a', session('u'))).toBe(1);
  expect(await ask('b', token)).toBe(1);
  expect(await ask('c', session('v'))).toBe(0);
});

test('a revocation in another process is heard over the bus', async () => {
  const { ask, bus } = await setUp();
  const elsewhere = await createRevocations(bus);
  await ask('a', session('u'));
  elsewhere.revoke({ kind: 'user', id: 'u' });
  await new Promise(setImmediate);
  expect(await ask('a', session('u'))).toBe(1);
});

test('what was looked up while something was revoked is not kept', async () => {
  const { cache, ask, revocations } = await setUp();
  let finish = (_principal: Principal) => {};
  const looking = cache.get(
    'a',
    () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  );
  revocations.revoke({ kind: 'user', id: 'u' });
  finish(session('u'));
  expect(await looking).toEqual(session('u'));
  expect(await ask('a', session('u'))).toBe(1);
});

test('after the bus was away, or said something unreadable, nothing is believed', async () => {
  const { ask, bus, reconnect } = await setUp();
  await ask('a', session('u'));
  reconnect();
  expect(await ask('a', session('u'))).toBe(1);
  expect(await ask('a', session('u'))).toBe(0);
  bus.publish('revoked', { kind: 'something new', id: 'x' });
  await new Promise(setImmediate);
  expect(await ask('a', session('u'))).toBe(1);
});

test('a look-up that fails is not kept either', async () => {
  const { cache, ask } = await setUp();
  await expect(
    cache.get('a', async () => {
      throw new Error('the database is away');
    }),
  ).rejects.toThrow('away');
  expect(await ask('a', session('u'))).toBe(1);
});
