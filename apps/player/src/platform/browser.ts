import type { DeviceInfo } from '@sitecast/api/devices/schema';
import { IDENTITY_KEY, identityOfLink } from '../core/saved.ts';

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
    }),
  };
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
