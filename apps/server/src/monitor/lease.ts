import { type Database, Prisma } from '@sitecast/db';

/** How many numbers of frames a process reserves at a time. A takeover shows as a gap of at most this many. */
const SEQ_BLOCK = 1_000;

/** A stretch of numbers that nobody else gives out: `first` to `last`. */
export interface SeqBlock {
  first: number;
  last: number;
}

/**
 * Which meters this process may read. One row a meter says who reads it and until when; all times in it are the
 * database's, so that a process whose clock is wrong neither takes what is held nor loses what it holds. How long a
 * lease holds is judged by this process's monotonic clock from before the database was asked: never longer than the
 * row says.
 */
export interface Leases {
  /** At most `limit` meters that nobody reads, chosen at random; only then can two processes share them. */
  claim(limit: number): Promise<Map<string, SeqBlock>>;
  /** Prolongs all that are held, in one statement. What was taken over by another is held no more. */
  renew(): Promise<void>;
  /** Gives meters up: whoever asks next gets them. */
  release(unitIds: string[]): Promise<void>;
  /** The next numbers of a meter that is held, or null when it is held no more. */
  reserve(unitId: string): Promise<SeqBlock | null>;
  /** Whether a frame of this meter may be published now. */
  holds(unitId: string): boolean;
  /** For the one process of an installation, at its start: whoever held a meter is gone. */
  reset(): Promise<void>;
}

export function createLeases(db: Database, holder: string, leaseMs: number): Leases {
  /** Until when each is held, on the monotonic clock. */
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
      // In the order of their ids: two processes that claim the same ones don't wait for each other.
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
        // Not if it was released meanwhile.
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

/** The time in SQL. SQLite has one process, whose clock is the only one. */
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
