import type { DeviceInfo } from '@sitecast/api/devices/schema';

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

/** Where storage is switched off or full, the player works on from memory until it is restarted. */
function browserStorage(): Platform['storage'] {
  const memory = new Map<string, string>();
  return {
    get(key) {
      try {
        return memory.get(key) ?? window.localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        window.localStorage.setItem(key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
  };
}
