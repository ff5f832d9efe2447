import { migrate } from '../migrate.ts';
import { createPostgresqlDatabase, TEMPLATE } from './postgresql.ts';
import { serverUrl, withServer } from './server.ts';

/**
 * Vitest's global setup: migrates one PostgreSQL database per run, of which those of the tests are copies, and drops
 * them all at the end. Does nothing without `TEST_DATABASE_URL`.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  // Several projects of one run ask for it.
  if (!process.env.TEST_DATABASE_URL || process.env[TEMPLATE]) return;
  const { url } = await createPostgresqlDatabase();
  await migrate(url);
  const name = new URL(url).pathname.slice(1);
  process.env[TEMPLATE] = name;
  return async () => {
    delete process.env[TEMPLATE];
    await withServer(serverUrl(), async (server) => {
      const { rows } = await server.query<{ datname: string }>(
        'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
        [name],
      );
      for (const { datname } of rows) await server.query(`DROP DATABASE ${datname} WITH (FORCE)`);
    });
  };
}
