import { setImmediate } from 'node:timers/promises';
import type { Database, Prisma } from './client.ts';

/** Statements that are stored all or not at all. Called again when those it was stored with have failed. */
type Statements = () => Prisma.PrismaPromise<unknown>[];

interface Waiting {
  statements: Statements;
  resolve: () => void;
  reject: (error: unknown) => void;
}
interface Queue {
  waiting: Waiting[];
  isRunning: boolean;
}

/** Many at once would keep everybody else waiting. */
const MOST_AT_ONCE = 32;

const queues = new WeakMap<Database, Queue>();

/**
 * A transaction of statements that don't depend on each other's results, for what is written often. On SQLite those
 * that come while another is being written wait and go to the disk together: one flush for all of them, where the
 * flush is what takes the time. If they fail together, each is tried by itself, so that nobody fails for another.
 * PostgreSQL does this by itself.
 */
export async function storeTogether(db: Database, statements: Statements): Promise<void> {
  if (db.databaseKind !== 'sqlite') {
    await db.$transaction(statements());
    return;
  }
  const queue = queues.get(db) ?? { waiting: [], isRunning: false };
  queues.set(db, queue);
  const done = new Promise<void>((resolve, reject) => {
    queue.waiting.push({ statements, resolve, reject });
  });
  if (!queue.isRunning) void run(db, queue);
  await done;
}

async function run(db: Database, queue: Queue): Promise<void> {
  queue.isRunning = true;
  while (queue.waiting.length > 0) {
    // SQLite's work blocks this thread: what else has arrived gets here only in between.
    await setImmediate();
    const group = queue.waiting.splice(0, MOST_AT_ONCE);
    try {
      await db.$transaction(group.flatMap(({ statements }) => statements()));
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error);
      else for (const one of group) await alone(db, one);
    }
  }
  queue.isRunning = false;
}

async function alone(db: Database, { statements, resolve, reject }: Waiting): Promise<void> {
  try {
    await db.$transaction(statements());
    resolve();
  } catch (error) {
    reject(error);
  }
}
