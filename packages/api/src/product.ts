import { createIdentifier, createRevocations, signingKey } from '@sitecast/auth';
import type { Database } from '@sitecast/db';
import type { Bus } from '@sitecast/realtime';
import type { Logger } from 'pino';
import { type AlertDeliveries, createAlertDeliveries } from './alerts/deliver/dispatcher.ts';
import { type AlertEngine, createAlertEngine } from './alerts/judge/engine.ts';
import { createAlertsPort } from './alerts/port.ts';
import type { App } from './core/context.ts';
import { createWorkspaceEvents } from './core/events.ts';
import type { Alerts, Mailer, Meters } from './core/ports.ts';
import { createThrottles } from './core/throttles.ts';
import { createDemoKeeper, type DemoKeeper } from './demo/demo.ts';
import { createFileStore, type SweptFileStore } from './files/store.ts';
import { startSweeping } from './files/sweep.ts';
import { auditNewAddress } from './people/personal-tokens/service.ts';
import { createSettingsStore } from './people/settings/store.ts';
import { createScreenshotParts } from './screens/commands/screenshot-parts.ts';
import { createPresence } from './screens/devices/presence.ts';
import { startRetention } from './sites/readings/retention.ts';
import { noMeters } from './sites/units/meters.ts';

/** What the product is built on. `now` can be another clock in tests. */
export interface AppParts {
  db: Database;
  bus: Bus;
  log: Logger;
  /** SECRET_KEY: at least 32 characters. */
  secretKey: string;
  /** Where the bytes of files are kept; made when the first one comes. All processes share it. */
  filesFolder: string;
  publicUrl: string | null;
  version: string;
  mail?: Mailer | null;
  singleSignOn?: boolean;
  /** Without: no meter is read. */
  meters?: Meters;
  /** DEMO=1: whoever sets this installation up gets the demo. */
  demo?: boolean;
  now?: () => Date;
}

/** The product, with what runs beside the calls: the server and tests drive it. */
export interface Product extends App {
  alerts: AlertEngine & Alerts;
  deliveries: AlertDeliveries;
  demo: DemoKeeper;
  files: SweptFileStore;
  /** Writes what is pending; leaves the database and the bus open. */
  close(): Promise<void>;
}

/** Puts the product together, filling in each port of `core/ports.ts`. */
export async function createProduct({
  secretKey,
  filesFolder,
  now = () => new Date(),
  mail = null,
  singleSignOn = false,
  meters = noMeters,
  demo: isDemoWanted = false,
  ...parts
}: AppParts): Promise<Product> {
  const { db, bus, log } = parts;
  const onError = (error: unknown) => log.error({ err: error }, 'a background write failed');
  const key = signingKey(secretKey);
  const revocations = await createRevocations(bus);
  const events = createWorkspaceEvents(bus, now);
  const identifier = createIdentifier({
    db,
    revocations,
    key,
    now,
    onNewAddress: (tx, use) => auditNewAddress(tx, use, now),
    onError,
  });
  const presence = createPresence({ db, events, now, onError });
  const screenshotParts = createScreenshotParts();
  const settings = await createSettingsStore({ db, bus, onError });
  const throttles = createThrottles(settings.current());
  settings.onRead(({ tokenRequestsPerMinute }) => {
    throttles.tokenRequests.points = tokenRequestsPerMinute;
  });
  const wanted = (hashes: string[]) => wantedFiles(db, hashes);
  const files = createFileStore({ folder: filesFolder, wanted });
  const base = {
    ...parts,
    files,
    mail,
    singleSignOn,
    meters,
    now,
    key,
    revocations,
    identifier,
    events,
    presence,
    screenshotParts,
    throttles,
    settings,
  };
  const endRetention = startRetention(base, onError);
  const endSweeping = startSweeping({ store: files, wanted }, onError);
  const deliveries = createAlertDeliveries(base, onError);
  const engine = await createAlertEngine({ ...base, onDeliveries: deliveries.wake, onError });
  const alerts = { ...engine, ...createAlertsPort({ ...base, engine, onDeliveries: deliveries.wake }) };
  const demo = createDemoKeeper({ ...base, wanted: isDemoWanted, onError });
  demo.resume();
  return {
    ...base,
    alerts,
    deliveries,
    demo,
    async close() {
      screenshotParts.close();
      await demo.close();
      await endRetention();
      await endSweeping();
      await alerts.close();
      await deliveries.close();
      await presence.close();
      await identifier.close();
      revocations.close();
      settings.close();
    },
  };
}

/** Which of these hashes some row points at. */
async function wantedFiles(db: Database, hashes: string[]): Promise<Set<string>> {
  const rows = await db.clientFile.findMany({
    where: { sha256: { in: hashes } },
    distinct: ['sha256'],
    select: { sha256: true },
  });
  return new Set(rows.map(({ sha256 }) => sha256));
}
