import type { Database } from '@sitecast/db';
import { type Bus, topics } from '@sitecast/realtime';
import type { SettingsStore } from '../../core/ports.ts';
import { defaultSettings, Settings } from '../../core/settings.ts';

/** The database key of each setting. */
export const settingKeys = {
  tokenRequestsPerMinute: 'api.tokenRequestsPerMinute',
  readingRetentionDays: 'readings.retentionDays',
} as const satisfies Record<keyof Settings, string>;

/** The settings in memory, read again whenever a process changes one. */
export interface WatchedSettings extends SettingsStore {
  /** Calls the listener immediately, and again each time the settings are read. */
  onRead(listener: (settings: Settings) => void): void;
  close(): void;
}

interface Dependencies {
  db: Database;
  bus: Bus;
  onError: (error: unknown) => void;
}

export async function createSettingsStore({ db, bus, onError }: Dependencies): Promise<WatchedSettings> {
  const listeners = new Set<(settings: Settings) => void>();
  let settings = defaultSettings;
  // Reads run one at a time, so that an older result cannot overwrite a newer one.
  let reading = Promise.resolve();

  function read(): Promise<void> {
    const done = reading.then(async () => {
      settings = await readSettings(db);
      for (const listener of listeners) listener(settings);
    });
    reading = done.catch(() => {});
    return done;
  }

  const readInBackground = () => void read().catch(onError);
  const unsubscribe = await bus.subscribe(topics.settings, readInBackground);
  const stopWatching = bus.onReconnect(readInBackground);
  await read();

  return {
    current: () => settings,
    async changed() {
      await read();
      bus.publish(topics.settings, { event: 'settings:changed' });
    },
    onRead(listener) {
      listeners.add(listener);
      listener(settings);
    },
    close() {
      unsubscribe();
      stopWatching();
    },
  };
}

/** Missing or invalid values fall back to the defaults. */
export async function readSettings(db: Pick<Database, 'setting'>): Promise<Settings> {
  const rows = await db.setting.findMany({ where: { key: { in: Object.values(settingKeys) } } });
  const stored = new Map(rows.map(({ key, value }) => [key, value]));
  const read = (name: keyof Settings) =>
    Settings.shape[name].safeParse(stored.get(settingKeys[name])).data ?? defaultSettings[name];
  return {
    tokenRequestsPerMinute: read('tokenRequestsPerMinute'),
    readingRetentionDays: read('readingRetentionDays'),
  };
}
