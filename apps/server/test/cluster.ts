import { randomUUID } from 'node:crypto';
import { createBuilders } from '@sitecast/api/testing';
import { createTestDatabase } from '@sitecast/db/testing';
import type { Overrides } from '../src/app.ts';
import { startTestServer } from './server.ts';

/** Two servers that share a database and a bus, as two processes of one installation do. Needs PostgreSQL. */
export async function startTwo(natsUrl: string, overrides: Partial<Overrides> = {}) {
  const database = await createTestDatabase({ kind: 'postgresql' });
  const config = {
    databaseUrl: database.url,
    natsUrl,
    secretKey: `a key that both of them have ${randomUUID()}`,
  };
  const a = await startTestServer(config, overrides);
  const b = await startTestServer(config, overrides);
  return {
    a,
    b,
    database,
    build: createBuilders(a.app),
    async [Symbol.asyncDispose]() {
      await Promise.all([a[Symbol.asyncDispose](), b[Symbol.asyncDispose]()]);
      await database[Symbol.asyncDispose]();
    },
  };
}
