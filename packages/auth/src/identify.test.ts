import type { Transaction } from '@sitecast/db';
import { createTestDatabase } from '@sitecast/db/testing';
import { createInProcessBus } from '@sitecast/realtime';
import { describe, expect, test } from 'vitest';
import { sha256 } from './checksum.ts';
import { createIdentifier } from './identify.ts';
import { signingKey, signPersonalToken, signSession } from './jwt.ts';
import type { NewAddress } from './last-use.ts';
import { createRevocations } from './revocation.ts';
import { generateApiToken, generateSecret } from './token.ts';

const key = signingKey('a key of at least thirty-two characters');
const ip = '192.0.2.1';

async function setUp() {
  const database = await createTestDatabase();
  const { db } = database;
  const revocations = await createRevocations(createInProcessBus());
  let now = new Date();
  const failures: unknown[] = [];
  const newAddresses: { ip: string; previousIp: string }[] = [];
  let onNewAddress = async (_tx: Transaction, { ip, previousIp }: NewAddress): Promise<unknown> =>
    newAddresses.push({ ip, previousIp });
  const identifier = createIdentifier({
    db,
    revocations,
    key,
    now: () => now,
    onNewAddress: (tx, use) => onNewAddress(tx, use),
    onError: (error) => failures.push(error),
  });
  await db.user.create({ data: { id: 'u', email: 'u@example.com', name: 'U', platformRole: 'admin' } });
  for (const id of ['w2', 'w1']) {
    await db.workspace.create({ data: { id, name: id } });
    await db.workspaceMember.create({ data: { workspaceId: id, userId: 'u', role: 'operator' } });
  }
  const expiresAt = new Date(now.getTime() + 3_600_000);
  await db.session.create({ data: { id: 's', userId: 'u', expiresAt, lastSeenAt: now } });
  const session = await signSession(key, { userId: 'u', sessionId: 's' }, expiresAt);
  const token = generateApiToken();
  await db.apiToken.create({
    data: {
      id: 't',
      workspaceId: 'w1',
      ownerId: 'u',
      name: 'CI',
      scope: 'read',
      tokenHash: sha256(token),
      prefix: '',
    },
  });
  const pat = await signPersonalToken(key, { userId: 'u', tokenId: 'p' }, null);
  await db.personalAccessToken.create({
    data: { id: 'p', userId: 'u', name: 'Laptop', tokenHash: sha256(pat), prefix: 'p' },
  });
  const device = { id: '018f0000-0000-7000-8000-000000000001', secret: generateSecret() };
  await db.device.create({
    data: { id: device.id, workspaceId: 'w1', name: 'D', secretHash: sha256(device.secret) },
  });
  return {
    db,
    identifier,
    revocations,
    session,
    token,
    pat,
    device,
    failures,
    newAddresses,
    failOnNewAddress() {
      onNewAddress = () => Promise.reject(new Error('disk full'));
    },
    advance(ms: number) {
      now = new Date(now.getTime() + ms);
    },
    async [Symbol.asyncDispose]() {
      await identifier.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

test('each kind of credential has its principal', async () => {
  await using given = await setUp();
  const { identifier, session, token, pat, device } = given;
  expect(await identifier.identify({ ip })).toEqual({ kind: 'anonymous', refused: false });
  const user = {
    kind: 'user',
    via: 'session',
    credentialId: 's',
    userId: 'u',
    platformRole: 'admin',
    memberships: [
      { workspaceId: 'w1', name: 'w1', role: 'operator' },
      { workspaceId: 'w2', name: 'w2', role: 'operator' },
    ],
  };
  expect(await identifier.identify({ sessionToken: session, ip })).toMatchObject(user);
  expect(await identifier.identify({ authorization: `Bearer ${session}`, ip })).toMatchObject(user);
  expect(await identifier.identify({ authorization: `Bearer ${pat}`, ip })).toMatchObject({
    ...user,
    via: 'pat',
    credentialId: 'p',
    tokenName: 'Laptop',
    expiresAt: null,
  });
  expect(await identifier.identify({ authorization: `bearer  ${token}`, ip })).toMatchObject({
    kind: 'apiToken',
    tokenId: 't',
    scope: 'read',
    workspaceId: 'w1',
    ownerId: 'u',
  });
  expect(await identifier.identify({ device, ip })).toEqual({
    kind: 'device',
    deviceId: device.id,
    workspaceId: 'w1',
  });
});

test('the first credential present decides, even if it is rejected', async () => {
  await using given = await setUp();
  const { identifier, session, token, device } = given;
  const refused = { kind: 'anonymous', refused: true };
  const everything = { device, authorization: `Bearer ${token}`, sessionToken: session, ip };
  expect(await identifier.identify(everything)).toMatchObject({ kind: 'device' });
  expect(await identifier.identify({ ...everything, device: null })).toMatchObject({ kind: 'apiToken' });
  expect(await identifier.identify({ ...everything, device: { ...device, secret: 'x' } })).toEqual(refused);
  expect(await identifier.identify({ authorization: 'Bearer nonsense', sessionToken: session, ip })).toEqual(
    refused,
  );
});

test.each([
  'Basic dTpw',
  'Bearer',
  'Bearer ',
  'Bearer a b',
  'st_x',
  'Bearer st_x',
  'Bearer a.b.c',
  'nonsense',
])('the header "%s" is rejected without an error', async (authorization) => {
  await using given = await setUp();
  expect(await given.identifier.identify({ authorization, ip })).toEqual({
    kind: 'anonymous',
    refused: true,
  });
});

test('the row in the database decides whether a session is valid, not its signature', async () => {
  await using given = await setUp();
  const { identifier, session, db, revocations, advance } = given;
  const kind = async () => (await identifier.identify({ sessionToken: session, ip })).kind;
  expect(await kind()).toBe('user');
  advance(3_600_000);
  expect(await kind()).toBe('anonymous');
  advance(-3_600_000);
  expect(await kind()).toBe('user');
  await db.session.update({ where: { id: 's' }, data: { revokedAt: new Date() } });
  revocations.revoke({ kind: 'session', id: 's' });
  expect(await kind()).toBe('anonymous');
});

test('a session of one user signed for another is rejected', async () => {
  await using given = await setUp();
  const forged = await signSession(key, { userId: 'v', sessionId: 's' }, new Date(Date.now() + 60_000));
  expect(await given.identifier.identify({ sessionToken: forged, ip })).toMatchObject({ refused: true });
});

test('last use is written at most once a minute, and at once from a new address', async () => {
  await using given = await setUp();
  const { identifier, token, db, advance } = given;
  async function use(from: string) {
    await identifier.identify({ authorization: `Bearer ${token}`, ip: from });
    await identifier.close();
    const { lastUsedAt, lastUsedIp } = await db.apiToken.findUniqueOrThrow({ where: { id: 't' } });
    return { at: lastUsedAt?.getTime(), ip: lastUsedIp };
  }
  const first = await use(ip);
  advance(59_999);
  expect(await use(ip)).toEqual(first);
  const moved = await use('198.51.100.1');
  expect(moved).toEqual({ at: first.at! + 59_999, ip: '198.51.100.1' });
  advance(60_000);
  expect(await use('198.51.100.1')).toEqual({ at: moved.at! + 60_000, ip: '198.51.100.1' });
});

test('the first use of a new session does not update its last use', async () => {
  await using given = await setUp();
  const { identifier, session, db, advance } = given;
  const { lastSeenAt: startedAt } = await db.session.update({ where: { id: 's' }, data: { ip } });
  async function use(from: string) {
    await identifier.identify({ sessionToken: session, ip: from });
    await identifier.close();
    const { lastSeenAt, ip: seenIp } = await db.session.findUniqueOrThrow({ where: { id: 's' } });
    return { after: lastSeenAt.getTime() - startedAt.getTime(), ip: seenIp };
  }
  advance(30_000);
  expect(await use(ip)).toEqual({ after: 0, ip });
  expect(await use('198.51.100.1')).toEqual({ after: 30_000, ip: '198.51.100.1' });
  advance(60_000);
  expect(await use('198.51.100.1')).toEqual({ after: 90_000, ip: '198.51.100.1' });
});

test('last use is written once a minute across processes, and at once from a new address', async () => {
  await using given = await setUp();
  const { db, identifier } = given;
  const elsewhere = createIdentifier({
    db,
    key,
    revocations: given.revocations,
    now: () => new Date(Date.now() + 1_000),
    onNewAddress: async () => {},
    onError: (error) => given.failures.push(error),
  });
  const use = async (by: typeof identifier, from: string) => {
    await by.identify({ authorization: `Bearer ${given.token}`, ip: from });
    await by.close();
    return db.apiToken.findUniqueOrThrow({ where: { id: 't' } });
  };
  const first = await use(identifier, ip);
  expect(first.lastUsedAt).not.toBeNull();
  expect(await use(elsewhere, ip)).toEqual(first);
  expect(await use(elsewhere, '198.51.100.9')).toMatchObject({ lastUsedIp: '198.51.100.9' });
  expect(given.failures).toEqual([]);
});

test('a request succeeds even if last use cannot be written', async () => {
  await using given = await setUp();
  const { identifier, token, db, failures } = given;
  const { updateMany } = db.apiToken;
  db.apiToken.updateMany = (() => Promise.reject(new Error('disk full'))) as never;
  expect(await identifier.identify({ authorization: `Bearer ${token}`, ip })).toMatchObject({
    kind: 'apiToken',
  });
  await identifier.close();
  db.apiToken.updateMany = updateMany;
  expect(failures).toMatchObject([{ message: 'disk full' }]);
});

describe('a personal token', () => {
  test('is rejected in the session cookie', async () => {
    await using given = await setUp();
    expect(await given.identifier.identify({ sessionToken: given.pat, ip })).toMatchObject({ refused: true });
  });

  type Given = Awaited<ReturnType<typeof setUp>>;
  const changes: [string, (given: Given) => Promise<unknown>][] = [
    ['its owner was deleted', ({ db }) => db.user.delete({ where: { id: 'u' } })],
    ['its owner is deactivated', ({ db }) => db.user.update({ where: { id: 'u' }, data: { active: false } })],
    ['its row is missing', ({ db }) => db.personalAccessToken.delete({ where: { id: 'p' } })],
    ['it is revoked', ({ db }) => change(db, { revokedAt: new Date() })],
    ['its row has expired', ({ db }) => change(db, { expiresAt: new Date(Date.now() - 1_000) })],
    ['its row belongs to another token', ({ db }) => change(db, { tokenHash: sha256('another') })],
  ];
  const change = (db: Given['db'], data: object) =>
    db.personalAccessToken.update({ where: { id: 'p' }, data });

  test.each(changes)('is rejected when %s', async (_, make) => {
    await using given = await setUp();
    await make(given);
    expect(await given.identifier.identify({ authorization: `Bearer ${given.pat}`, ip })).toEqual({
      kind: 'anonymous',
      refused: true,
    });
  });

  test('of one user signed for another is rejected', async () => {
    await using given = await setUp();
    await given.db.user.create({ data: { id: 'v', email: 'v@example.com', name: 'V' } });
    const forged = await signPersonalToken(key, { userId: 'v', tokenId: 'p' }, null);
    await given.db.personalAccessToken.update({ where: { id: 'p' }, data: { tokenHash: sha256(forged) } });
    expect(await given.identifier.identify({ authorization: `Bearer ${forged}`, ip })).toMatchObject({
      refused: true,
    });
  });

  test.each(['personalToken:p', 'user:u'])('is dropped from the cache when %s is revoked', async (key) => {
    await using given = await setUp();
    const { identifier, revocations, db } = given;
    const kind = async () => (await identifier.identify({ authorization: `Bearer ${given.pat}`, ip })).kind;
    expect(await kind()).toBe('user');
    await change(db, { revokedAt: new Date() });
    expect(await kind()).toBe('user');
    const [revoked, id] = key.split(':') as ['personalToken' | 'user', string];
    revocations.revoke({ kind: revoked, id });
    expect(await kind()).toBe('anonymous');
  });

  test('reports every change of address, but not the first address', async () => {
    await using given = await setUp();
    const { identifier, db, newAddresses, advance } = given;
    async function use(from: string) {
      await identifier.identify({ authorization: `Bearer ${given.pat}`, ip: from });
    }
    const storedToken = () => db.personalAccessToken.findUniqueOrThrow({ where: { id: 'p' } });
    await use('192.0.2.1');
    await identifier.close();
    const first = await storedToken();
    expect(first.lastUsedIp).toBe('192.0.2.1');
    advance(59_999);
    await use('192.0.2.1');
    await identifier.close();
    expect(await storedToken()).toEqual(first);
    expect(newAddresses).toEqual([]);

    // Immediately, and without losing any among concurrent uses.
    await Promise.all([use('198.51.100.1'), use('198.51.100.1'), use('203.0.113.1')]);
    await identifier.close();
    expect(newAddresses).toEqual([
      { ip: '198.51.100.1', previousIp: '192.0.2.1' },
      { ip: '203.0.113.1', previousIp: '198.51.100.1' },
    ]);
    expect(await storedToken()).toMatchObject({ lastUsedIp: '203.0.113.1' });
  });

  test('still works if a new address cannot be reported, and the report and last use are stored together', async () => {
    await using given = await setUp();
    const { identifier, db } = given;
    const use = (from: string) => identifier.identify({ authorization: `Bearer ${given.pat}`, ip: from });
    await use('192.0.2.1');
    given.failOnNewAddress();
    expect(await use('198.51.100.1')).toMatchObject({ kind: 'user', via: 'pat' });
    await identifier.close();
    expect(given.failures).toMatchObject([{ message: 'disk full' }]);
    expect(await db.personalAccessToken.findUniqueOrThrow({ where: { id: 'p' } })).toMatchObject({
      lastUsedIp: '192.0.2.1',
    });
  });

  test('has its last use written once a minute across processes', async () => {
    await using given = await setUp();
    const { db, pat } = given;
    const elsewhere = createIdentifier({
      db,
      key,
      revocations: given.revocations,
      now: () => new Date(Date.now() + 1_000),
      onNewAddress: async () => {},
      onError: (error) => given.failures.push(error),
    });
    await given.identifier.identify({ authorization: `Bearer ${pat}`, ip });
    await given.identifier.close();
    const first = await db.personalAccessToken.findUniqueOrThrow({ where: { id: 'p' } });
    await elsewhere.identify({ authorization: `Bearer ${pat}`, ip });
    await elsewhere.close();
    expect(await db.personalAccessToken.findUniqueOrThrow({ where: { id: 'p' } })).toEqual(first);
    expect(given.failures).toEqual([]);
  });
});
