import BetterSqlite3 from 'better-sqlite3';
import type { MigrationConnection, MigrationRecord } from './migration-connection.ts';
import { sqlitePragmas } from './sqlite.ts';
import { lockSqliteFile } from './sqlite-lock.ts';
import { cannotOpen } from './url.ts';

/** Prisma's migrations table as its engine creates it. */
const createTable = `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

export function connectSqlite(address: { kind: 'sqlite'; file: string }): MigrationConnection {
  const unlock = lockSqliteFile(address.file);
  try {
    const connection = new BetterSqlite3(address.file);
    connection.exec(sqlitePragmas);
    // Migrations change a column by copying the table and dropping the old one, which would delete the rows that
    // reference it. The pragma has no effect inside a transaction, so `apply` checks foreign keys itself.
    connection.pragma('foreign_keys = OFF');
    return sqliteConnection(connection, unlock);
  } catch (error) {
    unlock();
    throw cannotOpen(address, error);
  }
}

function sqliteConnection(connection: BetterSqlite3.Database, unlock: () => void): MigrationConnection {
  function apply(sql: string, record: MigrationRecord) {
    connection.exec(sql);
    const broken = connection.pragma('foreign_key_check') as { table: string; parent: string }[];
    if (broken[0])
      throw new Error(`rows of ${broken[0].table} reference missing rows of ${broken[0].parent}`);
    connection
      .prepare(
        `INSERT INTO "_prisma_migrations"
           ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
         VALUES (?, ?, ?, ?, ?, 1)`,
      )
      .run(record.id, record.checksum, record.name, prismaTime(record.startedAt), prismaTime(new Date()));
  }

  return {
    async applied() {
      connection.exec(createTable);
      return connection
        .prepare<[], { name: string; checksum: string; finished: number }>(
          `SELECT "migration_name" AS "name", "checksum", "finished_at" IS NOT NULL AS "finished"
           FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY "started_at"`,
        )
        .all()
        .map((row) => ({ ...row, finished: row.finished === 1 }));
    },
    async apply(sql, record) {
      connection.transaction(apply).immediate(sql, record);
    },
    async close() {
      connection.close();
      unlock();
    },
  };
}

/** The DateTime format of Prisma's adapter. */
function prismaTime(date: Date): string {
  return date.toISOString().replace('Z', '+00:00');
}
