import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluateAll } from './dry-run.ts';
import type { AlertTransition, Point } from './evaluate.ts';
import { AlertRule } from './rule.ts';

/** A recorded series and the transitions expected from rules: type, index in the series, peak so far. */
interface Recorded {
  series: string;
  timezone: string;
  start: string;
  stepSeconds: number;
  values: (number | null)[];
  cases: { what: string; rule: unknown; expected: [AlertTransition['type'], number, number][] }[];
}

const folder = join(import.meta.dirname, 'recorded');
const recordings = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recorded,
);

describe.each(recordings)('$series', ({ start, stepSeconds, values, timezone, cases }) => {
  const timeOf = (index: number) => new Date(Date.parse(start) + index * stepSeconds * 1_000).toISOString();
  const points: Point[] = values.map((value, index) => ({ at: timeOf(index), value }));

  test.each(cases)('$what', ({ rule, expected }) => {
    const transitions = evaluateAll(AlertRule.parse(rule), points, { timezone });
    expect(transitions.map(({ type, at, peak }) => [type, at, peak])).toEqual(
      expected.map(([type, index, peak]) => [type, timeOf(index), peak]),
    );
  });
});
