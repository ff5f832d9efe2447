/**
 * What the libraries in the bundle use and engines before Chromium 76 lack. Imported first. Each is the least that
 * they need, not the whole standard.
 */

const page = window as unknown as Record<string, unknown>;

// Chromium 71: zod keeps its settings there.
if (typeof globalThis === 'undefined') page.globalThis = window;

// Chromium 67: zod names the bounds of 64-bit integers when it loads. No message holds any.
if (typeof page.BigInt === 'undefined') page.BigInt = Number;

// Chromium 73
if (!Object.fromEntries) {
  Object.fromEntries = (entries: Iterable<readonly [PropertyKey, unknown]>) => {
    const made: Record<PropertyKey, unknown> = {};
    for (const [key, value] of entries) made[key] = value;
    return made;
  };
}

// Chromium 66: the tRPC client waits for an answer with one, and aborts it when there will be none.
if (typeof AbortController === 'undefined') {
  page.AbortController = class {
    private readonly listeners: (() => void)[] = [];
    readonly signal = {
      addEventListener: (_: 'abort', listener: () => void) => {
        this.listeners.push(listener);
      },
    };
    abort(): void {
      for (const listener of this.listeners.splice(0)) listener();
    }
  };
}

// Chromium 69
if (!Array.prototype.flatMap) {
  Object.defineProperty(Array.prototype, 'flatMap', {
    configurable: true,
    writable: true,
    value<T, U>(this: T[], map: (value: T, index: number, all: T[]) => U | readonly U[]): U[] {
      return ([] as U[]).concat(...this.map(map));
    },
  });
}
