import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteUrl } from '@sitecast/db';
import { writeMigratedFile } from '@sitecast/db/testing';
import { pino } from 'pino';
import { createServer, type Overrides, type RunningServer } from '../src/app.ts';
import type { Config } from '../src/env.ts';

export const ADMIN = { email: 'admin@example.com', password: 'plenty of sound meters' };

export interface TestServer extends RunningServer {
  admin: typeof ADMIN;
  /** A session of the admin, for `Authorization: Bearer`. */
  login(): Promise<string>;
  dataDir: string;
}

/**
 * The whole server on a port of its own at 127.0.0.1, with a fresh SQLite database and a first admin, unless
 * `config` says otherwise: `await using server = await startTestServer()`.
 */
export async function startTestServer(
  config: Partial<Config> = {},
  overrides: Partial<Overrides> = {},
): Promise<TestServer> {
  const dataDir = config.dataDir ?? (await mkdtemp(join(tmpdir(), 'sitecast-')));
  const file = join(dataDir, 'sitecast.db');
  if (config.dataDir === undefined && config.databaseUrl === undefined) await writeMigratedFile(file);
  const server = await createServer(
    {
      host: '127.0.0.1',
      port: 0,
      dataDir,
      databaseUrl: sqliteUrl(file),
      natsUrl: null,
      publicUrl: null,
      secretKey: null,
      trustProxy: 0,
      firstAdmin: ADMIN,
      smtp: null,
      oidc: null,
      demo: false,
      logLevel: 'error',
      ...config,
    },
    { log: pino({ level: config.logLevel ?? 'error' }), ...overrides },
  );
  return Object.assign(server, {
    admin: ADMIN,
    dataDir,
    login: () => login(server.url),
    async [Symbol.asyncDispose]() {
      await server.close();
      if (config.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  });
}

async function login(url: string): Promise<string> {
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  });
  if (!answer.ok) throw new Error(`Login answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
