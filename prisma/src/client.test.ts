import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openDatabase } from './client.ts';
import { migrate } from './migrate.ts';
import { createEmptyDatabase, createTestDatabase } from './testing/index.ts';

describe('openDatabase', () => {
  test.each(['mysql://localhost/sitecast', 'file:relative.db', 'file:./data/x.db', '/data/x.db', ''])(
    'rejects %j',
    async (url) => {
      await expect(openDatabase(url)).rejects.toMatchObject({ name: 'DatabaseError', code: 'BAD_URL' });
    },
  );

  test('names the server that does not answer, without the password', async () => {
    const opening = openDatabase('postgres://sitecast:hunter2@127.0.0.1:1/sitecast');
    const error = await opening.catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: 'CANNOT_OPEN', message: expect.stringContaining('127.0.0.1:1') });
    expect(String(error)).not.toContain('hunter2');
  });

  test('names the file that cannot be opened', async () => {
    await expect(openDatabase('file:/nowhere/at/all.db')).rejects.toMatchObject({
      code: 'CANNOT_OPEN',
      message: expect.stringContaining('/nowhere/at/all.db'),
    });
  });

  test('opens a file whose path has spaces and special characters', async () => {
    await using empty = await createEmptyDatabase('sqlite');
    const url = empty.url.replace('test.db', 'a%20%23b%25.db');
    await migrate(url);
    await using db = await openDatabase(url);
    expect(await db.setting.findMany()).toEqual([]);
  });

  test('configures SQLite for durability and foreign keys', async () => {
    await using database = await createTestDatabase({ kind: 'sqlite' });
    const pragma = async (name: string) =>
      Object.values((await database.db.$queryRawUnsafe<object[]>(`PRAGMA ${name}`))[0] ?? {})[0];
    expect(await pragma('journal_mode')).toBe('wal');
    // NORMAL, because commits are synced separately: see wal-sync.test.ts.
    expect(Number(await pragma('synchronous'))).toBe(1);
    expect(Number(await pragma('busy_timeout'))).toBe(5000);
    expect(Number(await pragma('foreign_keys'))).toBe(1);
  });
});

test.skipIf(!process.env.TEST_DATABASE_URL)(
  'PostgreSQL prepares each statement once per connection',
  async () => {
    await using empty = await createEmptyDatabase('postgresql');
    await migrate(empty.url);
    await using db = await openDatabase(empty.url, { poolSize: 1 });
    for (const key of ['a', 'b', 'c']) await db.setting.findUnique({ where: { key } });
    const prepared = await db.$queryRaw<{ uses: number }[]>`
    SELECT (generic_plans + custom_plans)::int AS uses FROM pg_prepared_statements
    WHERE statement LIKE '%"Setting"%' AND statement NOT LIKE '%pg_prepared_statements%'`;
    expect(prepared).toEqual([{ uses: 3 }]);
  },
);

describe('a SQLite file belongs to one process', () => {
  test('a second process gets an error that names the first', async () => {
    await using database = await createMigratedFile();
    await using writer = await startWriter(database.url);
    const error = await openDatabase(database.url).catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: 'IN_USE' });
    expect(String(error)).toContain(`process ${writer.pid}`);
    expect(String(error)).toContain(fileURLToPath(database.url));
    await expect(migrate(database.url)).rejects.toMatchObject({ code: 'IN_USE' });
  });

  test('opening it twice in one process fails as well', async () => {
    await using database = await createTestDatabase({ kind: 'sqlite' });
    await expect(openDatabase(database.url)).rejects.toThrow(`this process (${process.pid})`);
  });

  test('it can be opened again after it was closed', async () => {
    await using database = await createTestDatabase({ kind: 'sqlite' });
    await database.db.close();
    await using db = await openDatabase(database.url);
    expect(await db.user.count()).toBe(0);
  });

  test('a late query does not reopen a closed database without its lock', async () => {
    await using database = await createTestDatabase({ kind: 'sqlite' });
    await database.db.close();
    await expect(database.db.user.count()).rejects.toThrow('is closed');
  });

  test('kill -9 loses nothing that was acknowledged and leaves no lock', async () => {
    await using database = await createMigratedFile();
    const acknowledged: string[] = [];
    {
      await using writer = await startWriter(database.url);
      for await (const line of writer.lines) {
        acknowledged.push(line);
        if (acknowledged.length === 40) break;
      }
    }
    await using db = await openDatabase(database.url);
    const stored = await db.setting.findMany({ select: { key: true } });
    expect(stored.map((row) => row.key)).toEqual(expect.arrayContaining(acknowledged));
    expect(await db.$queryRaw`PRAGMA integrity_check`).toEqual([{ integrity_check: 'ok' }]);
  });

  test('a stale lock file is ignored, even if another process now has its pid', async () => {
    await using database = await createMigratedFile();
    const lock = new BetterSqlite3(`${fileURLToPath(database.url)}.lock`);
    lock.pragma(`user_version = ${process.ppid}`);
    lock.close();
    await using db = await openDatabase(database.url);
    expect(await db.user.count()).toBe(0);
  });

  test('an invalid lock file is named in the error', async () => {
    await using database = await createMigratedFile();
    const lockFile = `${fileURLToPath(database.url)}.lock`;
    await writeFile(lockFile, 'not a lock file, but long enough to be read as one'.repeat(10));
    await expect(openDatabase(database.url)).rejects.toMatchObject({
      code: 'CANNOT_OPEN',
      message: expect.stringContaining(lockFile),
    });
  });
});

async function createMigratedFile() {
  const empty = await createEmptyDatabase('sqlite');
  await migrate(empty.url);
  return empty;
}

/** A process that has the database open and writes to it, killed with -9 on disposal. */
async function startWriter(url: string) {
  const script = fileURLToPath(new URL('testing/writer.ts', import.meta.url));
  const child: ChildProcessByStdio<null, Readable, null> = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), script, url],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout);
  await Promise.race([
    once(lines, 'line'),
    exited.then(() => {
      throw new Error('The writer exited before it opened the database');
    }),
  ]);
  return {
    pid: child.pid,
    lines,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
