import pg from 'pg';
import type { MigrationConnection } from './migration-connection.ts';
import { cannotOpen } from './url.ts';

/** The advisory lock that Prisma's own `migrate` takes, so that the two exclude each other. */
const MIGRATION_LOCK = 72_707_369;

/** Prisma's migrations table as its engine creates it. */
const createTable = `
CREATE TABLE _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

export async function connectPostgresql(address: {
  kind: 'postgresql';
  url: string;
}): Promise<MigrationConnection> {
  const client = new pg.Client({ connectionString: address.url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    // A session lock, released whenever and however the connection ends.
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  } catch (error) {
    await client.end();
    throw cannotOpen(address, error);
  }

  return {
    async applied() {
      // Not IF NOT EXISTS, which would log a notice at every start.
      const found = await client.query<{ exists: boolean }>(
        `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "exists"`,
      );
      if (!found.rows[0]?.exists) await client.query(createTable);
      const { rows } = await client.query(
        `SELECT migration_name AS "name", checksum, finished_at IS NOT NULL AS "finished"
         FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
      );
      return rows;
    },
    async apply(sql, record) {
      try {
        await client.query('BEGIN');
        await client.query(sql);
        await client.query(
          `INSERT INTO _prisma_migrations
             (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
           VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
          [record.id, record.checksum, record.name, record.startedAt],
        );
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    },
    close: () => client.end(),
  };
}
