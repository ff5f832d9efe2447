import { createTestDatabase } from '@sitecast/db/testing';
import { createInProcessBus } from '@sitecast/realtime';
import { expect, test } from 'vitest';
import { sha256 } from './checksum.ts';
import { createIdentifier } from './identify.ts';
import { signingKey, signSession } from './jwt.ts';
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
  const identifier = createIdentifier({
    db,
    revocations,
    key,
    now: () => now,
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
    device,
    failures,
    advance(ms: number) {
      now = new Date(now.getTime() + ms);
    },
    async [Symbol.asyncDispose]() {
      await identifier.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

test('each credential is its own principal', async () => {
  await using given = await setUp();
  const { identifier, session, token, device } = given;
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

test('the first credential given decides, also when it is refused', async () => {
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
])('the header "%s" is refused, not failed on', async (authorization) => {
  await using given = await setUp();
  expect(await given.identifier.identify({ authorization, ip })).toEqual({
    kind: 'anonymous',
    refused: true,
  });
});

test('the row decides over a session, whatever its signature promises', async () => {
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

test('a session of one user signed for another is refused', async () => {
  await using given = await setUp();
  const forged = await signSession(key, { userId: 'v', sessionId: 's' }, new Date(Date.now() + 60_000));
  expect(await given.identifier.identify({ sessionToken: forged, ip })).toMatchObject({ refused: true });
});

test('a use is noted at most once a minute, and at once from another address', async () => {
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

test('a use is no failure because it could not be noted', async () => {
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
