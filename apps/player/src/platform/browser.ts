import type { DeviceInfo } from '@sitecast/api/screens/devices/schema';
import { IDENTITY_KEY, identityOfLink } from '../core/saved.ts';
import { photograph } from '../dom/photograph.ts';

/** What the player needs of the machine it runs on. */
export interface Platform {
  /** Where the server takes players' sockets. */
  socketUrl: string;
  language: string;
  storage: { get(key: string): string | null; set(key: string, value: string): void };
  /** A monotonic clock, ms. */
  now(): number;
  /** The wall clock, ms since 1970. */
  wall(): number;
  info(): DeviceInfo;
  /** Starts the player anew, with its newest version. */
  reload(): void;
  /** Restarts or switches off the machine; null where the platform lets nobody. */
  reboot: (() => void) | null;
  shutdown: (() => void) | null;
  /** A picture of what people see, as JPEG in base64. Rejects with the reason. */
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
      // What the player draws on: in a window of its own that is less than the monitor.
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

/** What the page's scripts may still take, in bytes: of the machine's own memory a browser tells nothing. */
function freeHeap(): number | null {
  const { memory } = performance as { memory?: { jsHeapSizeLimit: number; usedJSHeapSize: number } };
  return memory ? Math.max(0, memory.jsHeapSizeLimit - memory.usedJSHeapSize) : null;
}

/** Says that this tab is a screen of its own, beside the one that the browser is. */
const OWN_TAB_KEY = 'sitecast.own-tab';

/**
 * The browser's storage. A page that was opened by a screen's link keeps to its tab, across reloads too: it takes nothing
 * from the screen that this browser may be, and two links are two screens. The secret goes out of the address at once.
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

/** Where storage is switched off or full, the player works on from memory until it is restarted. */
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
