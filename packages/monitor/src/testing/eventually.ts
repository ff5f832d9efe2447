import { vi } from 'vitest';

/** Runs the check again and again until it passes, for a busy machine's 10 s at most. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 10_000, interval: 2 });
}
