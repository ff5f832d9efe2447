import { createTestDatabase } from '@sitecast/db/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insertUnits } from '../../test/units.ts';
import { createLeases } from './lease.ts';

const databaseKinds = process.env.TEST_DATABASE_URL
  ? (['sqlite', 'postgresql'] as const)
  : (['sqlite'] as const);

describe.each(databaseKinds)('leases on %s', (kind) => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  beforeEach(async () => {
    database = await createTestDatabase({ kind });
  });
  afterEach(() => database[Symbol.asyncDispose]());

  const leases = (holder: string, ms = 10_000) => createLeases(database.db, holder, ms);

  test('two processes that claim the same meters share them, and none is polled twice', async () => {
    const ids = await insertUnits(database.db, 40);
    const [a, b] = [leases('a'), leases('b')];
    const claims = await Promise.all([a.claim(25), b.claim(25), a.claim(25), b.claim(25)]);
    const claimed = claims.flatMap((claim) => [...claim.keys()]);
    for (let round = 0; claimed.length < 40 && round < 5; round++)
      claimed.push(...(await a.claim(40)).keys());
    expect(claimed.sort()).toEqual(ids);
    expect(ids.map((id) => [a, b].filter((each) => each.holds(id)).length)).toEqual(ids.map(() => 1));
    expect(await a.claim(40)).toEqual(new Map());
  });

  test('a renewed lease is kept; an expired one is taken over with unused frame numbers', async () => {
    const [id = ''] = await insertUnits(database.db, 1);
    const [a, b] = [leases('a', 2_000), leases('b')];
    const expiry = async () =>
      (await database.db.unitLease.findUniqueOrThrow({ where: { unitId: id } })).expiresAt;
    const first = (await a.claim(1)).get(id)!;
    expect(first.last).toBeGreaterThan(first.first);
    const claimedUntil = await expiry();
    await a.renew();
    expect((await expiry()).getTime()).toBeGreaterThan(claimedUntil.getTime());
    expect(a.holds(id)).toBe(true);
    expect(await b.claim(1)).toEqual(new Map());

    await expect.poll(() => a.holds(id), { timeout: 5_000 }).toBe(false);
    await expect.poll(async () => (await expiry()) <= new Date(), { timeout: 5_000 }).toBe(true);
    const second = (await b.claim(1)).get(id)!;
    expect(second.first).toBeGreaterThan(first.last);

    // The first process resumes.
    await a.renew();
    expect(a.holds(id)).toBe(false);
    expect(await a.reserve(id)).toBeNull();
    await a.release([id]);
    expect(await leases('c').claim(1)).toEqual(new Map());
    const more = (await b.reserve(id))!;
    expect(more.first).toBeGreaterThan(second.last);
  });

  test('a released meter can be claimed at once', async () => {
    const ids = await insertUnits(database.db, 3);
    const [a, b] = [leases('a'), leases('b')];
    await a.claim(3);
    await a.release(ids.slice(0, 2));
    expect(ids.map(a.holds)).toEqual([false, false, true]);
    expect([...(await b.claim(3)).keys()].sort()).toEqual(ids.slice(0, 2));
    await a.renew();
    expect(ids.map(a.holds)).toEqual([false, false, true]);
  });

  test('a removed meter cannot be claimed', async () => {
    const [id = ''] = await insertUnits(database.db, 1);
    await database.db.unit.update({ where: { id }, data: { removedAt: new Date() } });
    expect(await leases('a').claim(1)).toEqual(new Map());
  });

  test('the only process of an installation does not wait for the leases of its predecessor', async () => {
    await insertUnits(database.db, 2);
    await leases('before').claim(2);
    const after = leases('after');
    await after.reset();
    expect((await after.claim(2)).size).toBe(2);
  });
});

test.runIf(process.env.TEST_DATABASE_URL)(
  'a process with a wrong clock cannot claim held meters',
  async () => {
    await using database = await createTestDatabase({ kind: 'postgresql' });
    await insertUnits(database.db, 1);
    await createLeases(database.db, 'a', 10_000).claim(1);
    const [row] = await database.db.$queryRaw<{ left: number }[]>`
      SELECT extract(epoch FROM "expiresAt" - (clock_timestamp() AT TIME ZONE 'UTC'))::float8 AS left FROM "UnitLease"`;
    expect(row!.left).toBeGreaterThan(9);
    expect(row!.left).toBeLessThan(10.1);
    const realNow = Date.now;
    Date.now = () => realNow() + 3_600_000;
    try {
      expect(await createLeases(database.db, 'b', 10_000).claim(1)).toEqual(new Map());
    } finally {
      Date.now = realNow;
    }
  },
);
