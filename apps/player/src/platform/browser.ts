import type { DeviceInfo } from '@sitecast/api/screens/devices/schema';
import { IDENTITY_KEY, identityOfLink } from '../core/saved.ts';
import { photograph } from '../dom/photograph.ts';

/** What the player needs from the machine it runs on. */
export interface Platform {
  /** The server's WebSocket URL for players. */
  socketUrl: string;
  language: string;
  storage: { get(key: string): string | null; set(key: string, value: string): void };
  /** A monotonic clock, ms. */
  now(): number;
  /** The wall clock, ms since 1970. */
  wall(): number;
  info(): DeviceInfo;
  /** Reloads the player in its latest version. */
  reload(): void;
  /** Restarts or shuts down the machine; null if the platform does not allow it. */
  reboot: (() => void) | null;
  shutdown: (() => void) | null;
  /** A screenshot as JPEG in base64. Rejects with the reason. */
  screenshot(): Promise<string>;
}

export function browserPlatform(playerVersion: string): Platform {
  const { protocol, host } = window.location;
  return {
    socketUrl: `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/device`,
    language: navigator.language,
    storage: browserStorage(),
    now: () => performance.now(),
    wall: () => Date.now(),
    info: () => ({
      playerVersion,
      platform: 'browser',
      userAgent: navigator.userAgent.slice(0, 500),
      // The size of the window, which may be smaller than the monitor.
      width: window.innerWidth,
      height: window.innerHeight,
      pixelRatio: window.devicePixelRatio,
      freeMemory: freeHeap(),
    }),
    reload: () => window.location.reload(),
    reboot: null,
    shutdown: null,
    screenshot: () => photograph(document),
  };
}

/** Heap still available to scripts, in bytes. Browsers do not report the machine's free memory. */
function freeHeap(): number | null {
  const { memory } = performance as { memory?: { jsHeapSizeLimit: number; usedJSHeapSize: number } };
  return memory ? Math.max(0, memory.jsHeapSizeLimit - memory.usedJSHeapSize) : null;
}

/** Marks a tab that is a separate screen from the one stored in the browser. */
const OWN_TAB_KEY = 'sitecast.own-tab';

/**
 * The browser's storage. A page opened by a screen's link uses its tab's storage, also after reloads, so that it does not
 * affect the browser's own screen and two links are two screens. The secret is removed from the URL immediately.
 */
function browserStorage(): Platform['storage'] {
  const tab = safely(() => window.sessionStorage);
  const identity = identityOfLink(window.location.hash);
  if (identity !== null) {
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    const own = remembering(tab);
    own.set(OWN_TAB_KEY, 'yes');
    own.set(IDENTITY_KEY, identity);
    return own;
  }
  const isOwn = remembering(tab).get(OWN_TAB_KEY) !== null;
  return remembering(isOwn ? tab : safely(() => window.localStorage));
}

/** Falls back to memory, until a restart, if storage is disabled or full. */
function remembering(storage: Storage | null): Platform['storage'] {
  const memory = new Map<string, string>();
  return {
    get: (key) => memory.get(key) ?? safely(() => storage?.getItem(key) ?? null),
    set(key, value) {
      try {
        if (!storage) throw new Error('There is no storage');
        storage.setItem(key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
  };
}

function safely<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
