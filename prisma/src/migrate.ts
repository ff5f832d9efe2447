import { createHash, randomUUID } from 'node:crypto';
import { migrations as allMigrations } from '../generated/migrations.ts';
import { DatabaseError } from './errors.ts';
import { connectPostgresql } from './migrate-postgresql.ts';
import { connectSqlite } from './migrate-sqlite.ts';
import type { AppliedMigration, MigrationConnection } from './migration-connection.ts';
import { type DatabaseKind, parseDatabaseUrl } from './url.ts';

export interface Migration {
  /** Its folder name: <timestamp>_<name>. */
  name: string;
  sql: string;
}

/**
 * Migrates a database to the version of this code, before it is opened. Several servers may call it at the same time:
 * one applies the migrations while the others wait.
 * @returns the names of the migrations that were applied
 * @throws {DatabaseError} `MIGRATION_CHANGED`, `NEWER_THAN_CODE`, `MIGRATION_FAILED`, or what `openDatabase` throws
 */
export async function migrate(
  url: string,
  migrations: Record<DatabaseKind, Migration[]> = allMigrations,
): Promise<string[]> {
  const address = parseDatabaseUrl(url);
  const connection = address.kind === 'sqlite' ? connectSqlite(address) : await connectPostgresql(address);
  try {
    return await applyPending(connection, migrations[address.kind]);
  } finally {
    await connection.close();
  }
}

async function applyPending(connection: MigrationConnection, migrations: Migration[]): Promise<string[]> {
  const applied = await connection.applied();
  const pending = pendingMigrations(migrations, applied);
  for (const { name, sql } of pending) {
    try {
      await connection.apply(sql, { id: randomUUID(), name, checksum: checksum(sql), startedAt: new Date() });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new DatabaseError(
        'MIGRATION_FAILED',
        `Migration ${name} failed and was rolled back; the database is unchanged: ${reason}`,
        { cause: error },
      );
    }
  }
  return pending.map(({ name }) => name);
}

function pendingMigrations(migrations: Migration[], applied: AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const done = new Set<string>();
  for (const { name, checksum: appliedChecksum, finished } of applied) {
    const migration = known.get(name);
    if (migration === undefined) {
      throw new DatabaseError(
        'NEWER_THAN_CODE',
        `The database has migration ${name}, which this version of Sitecast doesn't have. ` +
          'Start the newer version that applied it, or restore a backup from before.',
      );
    }
    if (!finished) {
      throw new DatabaseError(
        'MIGRATION_FAILED',
        `Migration ${name} was started by another tool and never finished.`,
      );
    }
    if (checksum(migration.sql) !== appliedChecksum) {
      throw new DatabaseError(
        'MIGRATION_CHANGED',
        `Migration ${name} was changed after it was applied to this database. ` +
          'Restore the file and make the change in a new migration.',
      );
    }
    done.add(name);
  }
  return migrations.filter(({ name }) => !done.has(name));
}

function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
