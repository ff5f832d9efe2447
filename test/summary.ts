import { readFileSync, writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import { needs, onBothDatabases } from './environment.ts';

export interface TestSummary {
  passed: number;
  /** Tests, and files, suites and processes that broke down outside a test. */
  failed: number;
  skipped: number;
  /** One line for each reason why something was skipped, with the number of tests. */
  reasons: string[];
}

/** Writes a TestSummary to the file that `TEST_SUMMARY_FILE` names. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env.TEST_SUMMARY_FILE;
    if (!file) throw new Error('TEST_SUMMARY_FILE must name the file to write the summary to');
    writeFileSync(file, JSON.stringify(summarize(modules, unhandled.length)));
  }
}

function summarize(modules: readonly TestModule[], unhandled: number): TestSummary {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string) => tests.filter((test) => test.result().state === state).length;
  const reasons = [...skipReasons(tests), ...notRunAgain(tests)];
  const counted = new Map<string, number>();
  for (const reason of reasons) counted.set(reason, (counted.get(reason) ?? 0) + 1);
  return {
    passed: count('passed'),
    failed: count('failed') + modules.reduce((sum, module) => sum + brokenSuites(module), 0) + unhandled,
    skipped: reasons.length,
    reasons: [...counted].map(
      ([reason, number]) => `${number} ${number === 1 ? 'test' : 'tests'}: ${reason}`,
    ),
  };
}

/** Files that could not be read and suites whose hooks failed: their tests count as skipped, not as failed. */
function brokenSuites(module: TestModule): number {
  return [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length;
}

function skipReasons(tests: TestCase[]): string[] {
  return tests.flatMap((test) => {
    const result = test.result();
    if (result.state !== 'skipped') return [];
    return [
      result.note ?? missing(test.module.moduleId) ?? `${test.module.relativeModuleId}: ${test.fullName}`,
    ];
  });
}

/** What a test file asks the environment for and does not get. */
function missing(file: string): string | undefined {
  const source = readFileSync(file, 'utf8');
  const variable = Object.keys(needs).find((name) => !process.env[name] && source.includes(name));
  return variable && notSet(variable as keyof typeof needs);
}

function notRunAgain(tests: TestCase[]): string[] {
  if (process.env.TEST_DATABASE_URL) return [];
  const again = tests.filter(({ project }) => onBothDatabases.includes(project.name));
  return again.map(() => notSet('TEST_DATABASE_URL'));
}

function notSet(variable: keyof typeof needs): string {
  return `${variable} is not set (${needs[variable]})`;
}
