import { type Database, Prisma } from '@sitecast/db';

/** How many frame numbers a process reserves at a time. A takeover leaves a gap of at most this many. */
const SEQ_BLOCK = 1_000;

/** A range of frame numbers reserved for one process, inclusive. */
export interface SeqBlock {
  first: number;
  last: number;
}

/**
 * The meters that this process may poll. Each meter has a row with its holder and expiry. Times in it are the database's,
 * so that a process with a wrong clock neither takes nor loses leases. A process measures its leases with its monotonic
 * clock from before the query, so it never assumes one for longer than the row says.
 */
export interface Leases {
  /** Claims up to `limit` meters without a lease, chosen at random so that processes don't compete for the same ones. */
  claim(limit: number): Promise<Map<string, SeqBlock>>;
  /** Renews all leases in one statement, and drops those that another process has taken over. */
  renew(): Promise<void>;
  /** Releases leases, so that any process can claim them. */
  release(unitIds: string[]): Promise<void>;
  /** Reserves the next frame numbers of a meter; null if the lease is lost. */
  reserve(unitId: string): Promise<SeqBlock | null>;
  /** Whether the lease is valid now, so that frames may be published. */
  holds(unitId: string): boolean;
  /** Ends all leases, at the start of an installation's only process. */
  reset(): Promise<void>;
}

export function createLeases(db: Database, holder: string, leaseMs: number): Leases {
  /** The expiry of each lease, on the monotonic clock. */
  const heldUntil = new Map<string, number>();
  const { now, inFuture } = clockOf(db);
  const mine = () => Prisma.sql`"holder" = ${holder} AND "expiresAt" > ${now()}`;

  return {
    async claim(limit) {
      const free = await db.$queryRaw<{ id: string }[]>`
        SELECT u."id" FROM "Unit" u LEFT JOIN "UnitLease" l ON l."unitId" = u."id"
        WHERE u."removedAt" IS NULL AND (l."unitId" IS NULL OR l."expiresAt" <= ${now()})
        ORDER BY random() LIMIT ${limit}`;
      if (free.length === 0) return new Map();
      const until = performance.now() + leaseMs;
      const ids = Prisma.join(free.map(({ id }) => id));
      // Ordered by ID, so that two processes that claim the same meters don't deadlock.
      const claimed = await db.$queryRaw<{ unitId: string; seq: bigint }[]>`
        INSERT INTO "UnitLease" ("unitId", "holder", "expiresAt", "seq")
        SELECT "id", ${holder}, ${inFuture(leaseMs)}, ${SEQ_BLOCK} FROM "Unit"
        WHERE "id" IN (${ids}) AND "removedAt" IS NULL ORDER BY "id"
        ON CONFLICT ("unitId") DO UPDATE SET
          "holder" = excluded."holder", "expiresAt" = excluded."expiresAt", "seq" = "UnitLease"."seq" + ${SEQ_BLOCK}
        WHERE "UnitLease"."expiresAt" <= ${now()}
        RETURNING "unitId", "seq"`;
      for (const { unitId } of claimed) heldUntil.set(unitId, until);
      return new Map(claimed.map(({ unitId, seq }) => [unitId, blockEndingAt(seq)]));
    },

    async renew() {
      const asked = [...heldUntil.keys()];
      if (asked.length === 0) return;
      const until = performance.now() + leaseMs;
      const kept = await db.$queryRaw<{ unitId: string }[]>`
        UPDATE "UnitLease" SET "expiresAt" = ${inFuture(leaseMs)}
        WHERE ${mine()} AND "unitId" IN (${Prisma.join(asked)})
        RETURNING "unitId"`;
      const isKept = new Set(kept.map(({ unitId }) => unitId));
      for (const unitId of asked) {
        if (!isKept.has(unitId)) heldUntil.delete(unitId);
        // Unless it was released in the meantime.
        else if (heldUntil.has(unitId)) heldUntil.set(unitId, until);
      }
    },

    async release(unitIds) {
      for (const unitId of unitIds) heldUntil.delete(unitId);
      if (unitIds.length === 0) return;
      await db.$executeRaw`
        UPDATE "UnitLease" SET "expiresAt" = ${inFuture(-1)}
        WHERE "holder" = ${holder} AND "unitId" IN (${Prisma.join(unitIds)})`;
    },

    async reserve(unitId) {
      const [row] = await db.$queryRaw<{ seq: bigint }[]>`
        UPDATE "UnitLease" SET "seq" = "seq" + ${SEQ_BLOCK} WHERE ${mine()} AND "unitId" = ${unitId}
        RETURNING "seq"`;
      return row ? blockEndingAt(row.seq) : null;
    },

    holds: (unitId) => (heldUntil.get(unitId) ?? 0) > performance.now(),

    async reset() {
      await db.$executeRaw`UPDATE "UnitLease" SET "expiresAt" = ${inFuture(-1)}`;
    },
  };
}

function blockEndingAt(seq: bigint): SeqBlock {
  const last = Number(seq);
  return { first: last - SEQ_BLOCK + 1, last };
}

/** The current time in SQL. With SQLite there is only one process, and its clock counts. */
function clockOf({ databaseKind }: Database) {
  if (databaseKind === 'sqlite') {
    return {
      now: () => Prisma.sql`${new Date()}`,
      inFuture: (ms: number) => Prisma.sql`${new Date(Date.now() + ms)}`,
    };
  }
  const now = Prisma.sql`(clock_timestamp() AT TIME ZONE 'UTC')`;
  return {
    now: () => now,
    inFuture: (ms: number) => Prisma.sql`(${now} + ${ms} * interval '1 millisecond')`,
  };
}
