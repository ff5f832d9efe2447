import { Writable } from 'node:stream';
import { type Database, type DatabaseKind, openDatabase } from '@sitecast/db';
import { startDatabaseOutage, startDatabaseProxy } from '@sitecast/db/testing';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { StoredAction } from '../alerts/rules/schema.ts';
import { setUpAlert, startEngine } from './alerts.ts';
import { createOutbox, createTestApi, type TestApi } from './index.ts';

/** Like `setUpAlert`, plus another process whose database can be made unreachable. */
export async function setUpOutage(
  kind: DatabaseKind,
  options: { condition?: object; actions?: (home: { id: string }) => Promise<StoredAction[]> } = {},
) {
  const outbox = createOutbox();
  const api = await createTestApi({ kind, mail: outbox });
  onTestFinished(() => api[Symbol.asyncDispose]());
  const setting = await setUpAlert(api, options);
  const connection = await openUnreliableDatabase(api);
  onTestFinished(() => connection[Symbol.asyncDispose]());
  /** Starts a process that uses the unreliable database. */
  async function start() {
    const engine = await startEngine(api, connection);
    onTestFinished(() => engine.close());
    return engine;
  }
  const engine = await start();
  const hear = async (level: number, by = engine) => {
    await setting.hear(level, { engine: by });
    return api.clock.now().toISOString();
  };
  /** The alerts, oldest first. */
  const told = async () => (await setting.alerts()).reverse();
  // The first call creates its caller in the database.
  await told();
  const openInPortal = () =>
    api.app.db.alertEvent.count({ where: { inPortal: true, openKey: { not: null } } });
  return { ...setting, ...connection, api, outbox, start, engine, hear, told, openInPortal };
}

interface LogLine {
  level: number;
  msg: string;
  waiting?: { frames: number; changes: number };
  dropped?: { frames: number; alerts: number };
}

/**
 * Opens the database so that `db` can be cut off from it while the API can still read: by closing PostgreSQL's
 * connections or locking SQLite's file.
 */
async function openUnreliableDatabase(api: TestApi) {
  const lines: LogLine[] = [];
  const stream = new Writable({
    write(line, _encoding, done) {
      lines.push(JSON.parse(line.toString()));
      done();
    },
  });
  const log = pino({ level: 'info' }, stream);
  if (api.app.db.databaseKind === 'sqlite') {
    // Waiting for an SQLite lock would block the whole process.
    await api.app.db.$queryRawUnsafe('PRAGMA busy_timeout = 20');
    const takeAway = () => startDatabaseOutage(api.databaseUrl);
    return { db: api.app.db, log, lines, takeAway, async [Symbol.asyncDispose]() {} };
  }
  const proxy = await startDatabaseProxy(api.databaseUrl);
  const db: Database = await openDatabase(proxy.url, { poolSize: 3 });
  return {
    db,
    log,
    lines,
    async takeAway() {
      await proxy.cut();
      return proxy.restore;
    },
    async [Symbol.asyncDispose]() {
      await db.close();
      await proxy[Symbol.asyncDispose]();
    },
  };
}
