import { vi } from 'vitest';

/** Repeats a check until it passes, for at most 10 s. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 10_000, interval: 2 });
}
