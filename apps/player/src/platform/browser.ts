import type { DeviceInfo } from '@sitecast/api/devices/schema';
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
