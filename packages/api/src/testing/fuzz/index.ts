import { setImmediate } from 'node:timers/promises';

export { validInputs } from './inputs.ts';
export { mutated } from './mutate.ts';
export { createFuzzWorld, type FuzzCaller, type FuzzWorld } from './world.ts';

const { FUZZ_RUNS } = process.env;
const DEFAULT_RUNS = 6;
/** Longer than any call should take, even on a busy machine. */
const HANG_TIMEOUT_MS = 10_000;

/**
 * How many inputs each procedure and route is tried with: by default a few fixed ones, with `FUZZ_RUNS` that many random
 * ones.
 */
export const fuzzing: { numRuns: number; seed?: number; endOnFailure: boolean } =
  FUZZ_RUNS === undefined
    ? { numRuns: DEFAULT_RUNS, seed: 1, endOnFailure: true }
    : { numRuns: Number(FUZZ_RUNS), endOnFailure: true };

/** Timeout of the test of one procedure, in milliseconds. */
export const fuzzTimeout = 30_000 + fuzzing.numRuns * 200;

/** @throws Error when the work takes so long that it must be hanging */
export async function inTime<T>(where: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  // SQLite answers within the same event loop turn: yield, so that timers and signals get theirs.
  await setImmediate();
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${where} has not answered in ${HANG_TIMEOUT_MS} ms`)),
      HANG_TIMEOUT_MS,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
