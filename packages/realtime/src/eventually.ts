import { vi } from 'vitest';

/** For tests: runs the check again and again until it passes, for a busy machine's 10 s at most. */
export function eventually(check: () => unknown) {
  return vi.waitFor(check, { timeout: 10_000, interval: 2 });
}
