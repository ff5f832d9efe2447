import { setImmediate } from 'node:timers/promises';
import type { Database, Prisma } from './client.ts';

/** Returns statements to store atomically. Called again if the group they were in failed. */
type Statements = () => Prisma.PrismaPromise<unknown>[];

interface PendingCommit {
  statements: Statements;
  resolve: () => void;
  reject: (error: unknown) => void;
}
interface Queue {
  pending: PendingCommit[];
  isRunning: boolean;
}

/** Larger groups would block other queries for too long. */
const MAX_GROUP_SIZE = 32;

const queues = new WeakMap<Database, Queue>();

/**
 * Runs statements that don't depend on each other's results in a transaction, for frequent writes. On SQLite, calls
 * during a commit are grouped into the next one, so that they share its sync, which dominates the cost. If a group fails,
 * its members are retried one by one, so that none fails because of another. PostgreSQL has group commit built in.
 */
export async function groupCommit(db: Database, statements: Statements): Promise<void> {
  if (db.databaseKind !== 'sqlite') {
    await db.$transaction(statements());
    return;
  }
  const queue = queues.get(db) ?? { pending: [], isRunning: false };
  queues.set(db, queue);
  const done = new Promise<void>((resolve, reject) => {
    queue.pending.push({ statements, resolve, reject });
  });
  if (!queue.isRunning) void run(db, queue);
  await done;
}

async function run(db: Database, queue: Queue): Promise<void> {
  queue.isRunning = true;
  while (queue.pending.length > 0) {
    // SQLite blocks this thread, so let new calls arrive between commits.
    await setImmediate();
    const group = queue.pending.splice(0, MAX_GROUP_SIZE);
    try {
      await db.$transaction(group.flatMap(({ statements }) => statements()));
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error);
      else for (const one of group) await commitAlone(db, one);
    }
  }
  queue.isRunning = false;
}

async function commitAlone(db: Database, { statements, resolve, reject }: PendingCommit): Promise<void> {
  try {
    await db.$transaction(statements());
    resolve();
  } catch (error) {
    reject(error);
  }
}
