/** A clock that only tests advance. It starts at the real time, since session JWTs are checked against that. */
export interface TestClock {
  now(): Date;
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
