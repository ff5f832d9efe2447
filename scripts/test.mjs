import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install } from './prepare.mjs';
import { runPnpm, runProgram, StepFailed } from './process.mjs';

/** What has to hold besides the tests: scripts of package.json. `npm test -- --checks` is all of CI. */
const checks = ['lint', 'typecheck', 'unused'];

/** @typedef {import('../test/summary.ts').TestSummary} TestSummary */

const vitest = 'node_modules/vitest/vitest.mjs';

/** Options of our own; vitest gets the others. */
const own = ['--checks', '--long'];

/**
 * `npm test [-- [--checks] [--long] arguments of vitest]`. The last line is the count, whatever happens.
 * @param {string[]} args
 */
export async function run(args) {
  const withChecks = args.includes('--checks');
  const failures = [];
  /** @type {TestSummary} */
  let tests = { passed: 0, failed: 0, skipped: 0, reasons: [] };
  try {
    await install();
    if (withChecks) failures.push(...(await failingChecks()));
    await build();
    const result = await runTests(
      args.filter((arg) => !own.includes(arg)),
      args.includes('--long') ? { FUZZ_RUNS: '100', TEST_LONG: '1', ...process.env } : {},
    );
    tests = result.tests;
    if (result.exitCode !== 0 && tests.failed === 0) failures.push('vitest');
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    failures.push('preparation');
  }
  console.log();
  for (const reason of tests.reasons) console.log(`Skipped: ${reason}`);
  for (const failure of failures) console.log(`Failed: ${failure} (see above)`);
  const failed = tests.failed + failures.length;
  console.log(`${tests.passed} passed, ${failed} failed, ${tests.skipped} skipped`);
  return failed === 0 ? 0 : 1;
}

async function failingChecks() {
  const failing = [];
  for (const check of checks) {
    console.log(`\n${check}`);
    if ((await runPnpm(['run', check])).exitCode !== 0) failing.push(check);
  }
  return failing;
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ exitCode: number, tests: TestSummary }>}
 */
async function runTests(args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'sitecast-tests-'));
  const summaryFile = join(folder, 'summary.json');
  try {
    const { exitCode } = await runProgram(
      process.execPath,
      [vitest, 'run', '--reporter=./test/progress.ts', '--reporter=./test/summary.ts', ...args],
      {
        env: { ...process.env, ...env, TEST_SUMMARY_FILE: summaryFile },
      },
    );
    // Not written when vitest itself breaks down.
    const tests = existsSync(summaryFile)
      ? JSON.parse(readFileSync(summaryFile, 'utf8'))
      : { passed: 0, failed: 0, skipped: 0, reasons: [] };
    return { exitCode, tests };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
