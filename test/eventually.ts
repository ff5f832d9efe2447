import { vi } from 'vitest';

/** Repeats a check until it passes, for at most 10 s. @returns what the check returned @throws its last error */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 10_000, interval: 5 });
}
