import { vi } from 'vitest';

/** For tests: retries the check until it passes, for at most 10 s. */
export function eventually(check: () => unknown) {
  return vi.waitFor(check, { timeout: 10_000, interval: 2 });
}
