/** A clock that goes on only when a test says so. It begins at the real time, which the signatures of sessions use. */
export interface TestClock {
  now(): Date;
  /** Seconds. */
  advance(seconds: number): void;
}

export function createTestClock(): TestClock {
  let now = Date.now();
  return {
    now: () => new Date(now),
    advance(seconds) {
      now += seconds * 1000;
    },
  };
}
