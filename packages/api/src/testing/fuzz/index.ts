import { setImmediate } from 'node:timers/promises';

export { harmed } from './harm.ts';
export { validInputs } from './inputs.ts';
export { createFuzzWorld, type FuzzCaller, type FuzzWorld } from './world.ts';

const { FUZZ_RUNS } = process.env;
const EVERY_TIME = 6;
/** None of our calls takes as long, on however busy a machine. */
const HANGS_AFTER_MS = 10_000;

/**
 * How many inputs each procedure and route is tried with: the same few every time, or as many new ones as `FUZZ_RUNS`
 * says.
 */
export const fuzzing: { numRuns: number; seed?: number; endOnFailure: boolean } =
  FUZZ_RUNS === undefined
    ? { numRuns: EVERY_TIME, seed: 1, endOnFailure: true }
    : { numRuns: Number(FUZZ_RUNS), endOnFailure: true };

/** For a test of one procedure. */
export const fuzzTimeout = 30_000 + fuzzing.numRuns * 200;

/** @throws Error when it takes so long that it won't end */
export async function inTime<T>(where: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  // SQLite answers without the event loop's next turn, in which timers and signals have theirs.
  await setImmediate();
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${where} has not answered in ${HANGS_AFTER_MS} ms`)),
      HANGS_AFTER_MS,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
