import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../levels/reading.ts';
import { feedFrame } from '../testing/meter-frame.ts';
import { unknownStatus } from '../unit-status.ts';
import { isActive } from './active-hours.ts';
import { dryRun, evaluateAll } from './dry-run.ts';
import { AlertState, type AlertTransition, endAlert, evaluate, type Point, quiet } from './evaluate.ts';
import { pointOfFrame, pointOfStatus } from './points.ts';
import { ActiveHours, AlertRule } from './rule.ts';

const berlin = { timezone: 'Europe/Berlin' };
const start = Date.parse('2025-06-02T12:00:00Z');
const at = (second: number) => new Date(start + second * 1_000).toISOString();
const above70 = AlertRule.parse({ kind: 'level', metric: 'lp', threshold: 70 });

describe('a rule', () => {
  test('by default clears 2 dB below, is always active and fires immediately', () => {
    expect(above70).toMatchObject({
      direction: 'above',
      margin: 2,
      forSeconds: 0,
      cooldownSeconds: 0,
      active: null,
    });
  });

  test.each([
    { threshold: Number.NaN },
    { threshold: 70, margin: -1 },
    { threshold: 70, forSeconds: 1.5 },
    { threshold: 70, metric: 'l10' },
    { threshold: 70, unknown: 1 },
    { threshold: 70, active: { days: [], from: '22:00', until: '06:00' } },
    { threshold: 70, active: { days: [1, 1], from: '22:00', until: '06:00' } },
    { threshold: 70, active: { days: [0], from: '22:00', until: '06:00' } },
    { threshold: 70, active: { days: [1], from: '24:00', until: '06:00' } },
  ])('%j is rejected', (fields) => {
    expect(AlertRule.safeParse({ kind: 'level', metric: 'lp', ...fields }).success).toBe(false);
  });

  test('does not fire when its threshold is only reached', () => {
    expect(evaluateAll(above70, [{ at: at(0), value: 70 }], berlin)).toEqual([]);
  });
});

describe('active hours', () => {
  const weekNights = ActiveHours.parse({ days: [1, 2, 3, 4, 5], from: '22:00', until: '06:00' });
  test.each([
    ['Monday evening', '2025-06-02T22:00:00+02:00', true],
    ['one second before the start', '2025-06-02T21:59:59+02:00', false],
    ['Tuesday morning', '2025-06-03T05:59:59+02:00', true],
    ['at the end', '2025-06-03T06:00:00+02:00', false],
    ['Saturday morning, which belongs to Friday night', '2025-06-07T05:00:00+02:00', true],
    ['Saturday evening', '2025-06-07T23:00:00+02:00', false],
    ['Monday morning, which belongs to Sunday night', '2025-06-09T05:00:00+02:00', false],
  ])('across midnight: %s', (_what, time, active) => {
    expect(isActive(weekNights, Date.parse(time), 'Europe/Berlin')).toBe(active);
  });

  const sundayAt = (from: string, until: string) => ActiveHours.parse({ days: [7], from, until });
  test.each([
    [
      'in spring 2:30 does not occur: active from 3:00',
      sundayAt('02:30', '04:00'),
      '2025-03-30T01:00:00Z',
      true,
    ],
    ['and not before', sundayAt('02:30', '04:00'), '2025-03-30T00:59:59Z', false],
    ['in autumn 2:15 occurs twice: the first time', sundayAt('02:00', '02:30'), '2025-10-26T00:15:00Z', true],
    ['in between', sundayAt('02:00', '02:30'), '2025-10-26T00:45:00Z', false],
    ['the second time', sundayAt('02:00', '02:30'), '2025-10-26T01:15:00Z', true],
    ['a whole day', sundayAt('00:00', '00:00'), '2025-10-26T22:59:59Z', true],
    ['which ends at midnight', sundayAt('00:00', '00:00'), '2025-10-26T23:00:00Z', false],
  ])('when the clocks change: %s', (_what, hours, time, active) => {
    expect(isActive(hours, Date.parse(time), 'Europe/Berlin')).toBe(active);
  });

  test('clear an open alert even without a value, and the duration starts again', () => {
    const rule = AlertRule.parse({
      kind: 'level',
      metric: 'lp',
      threshold: 70,
      forSeconds: 10,
      // The series starts at 14:00 in Berlin.
      active: { days: [1], from: '14:01', until: '14:02' },
    });
    const loud = (second: number): Point => ({ at: at(second), value: 80 });
    const transitions = evaluateAll(
      rule,
      [...[0, 55, 60, 65, 70, 75].map(loud), { at: at(120), value: null }, loud(130)],
      berlin,
    );
    expect(transitions).toMatchObject([
      { type: 'onset', since: at(60), at: at(70) },
      { type: 'clear', at: at(120), onsetAt: at(70), reason: 'hours' },
    ]);
  });
});

test('removing a rule clears its alert', () => {
  const { state } = evaluate(above70, quiet, { at: at(0), value: 75 }, berlin);
  const ended = endAlert(state, at(5));
  expect(ended.transitions).toEqual([
    { type: 'clear', at: at(5), onsetAt: at(0), peak: 75, peakAt: at(0), reason: 'rule' },
  ]);
  expect(endAlert(ended.state, at(6)).transitions).toEqual([]);
});

describe('the health of a meter', () => {
  const status = {
    ...unknownStatus,
    reachable: false,
    measurementState: 'Stop' as const,
    clockDriftSeconds: -95,
    batteryLow: true,
  };
  test.each([
    ['unreachable', 1],
    ['stopped', 1],
    ['clockDrift', 95],
    ['batteryLow', 1],
  ] as const)('%s', (metric, value) => {
    expect(pointOfStatus(metric, status, at(0))).toEqual({ at: at(0), value });
    expect(pointOfStatus(metric, unknownStatus, at(0))).toEqual({ at: at(0), value: null });
    const rule = AlertRule.parse({ kind: 'health', metric, forSeconds: 60 });
    const healthy = {
      ...status,
      reachable: true,
      measurementState: 'Start' as const,
      clockDriftSeconds: 60,
      batteryLow: false,
    };
    const series = [status, status, healthy].map((step, index) =>
      pointOfStatus(metric, step, at(60 * index)),
    );
    expect(evaluateAll(rule, series, berlin)).toMatchObject([
      { type: 'onset', since: at(0), at: at(60) },
      { type: 'clear', at: at(120) },
    ]);
  });
});

test('only new values of a meter are evaluated', () => {
  expect(pointOfFrame('lmax', feedFrame(at(0), { lmax: 60 }))).toEqual({ at: at(0), value: 60 });
  expect(pointOfFrame('lp', feedFrame(at(0), { lp: null }))).toEqual({ at: at(0), value: null });
  expect(pointOfFrame('lp', feedFrame(at(0), { heartbeat: true }))).toBeNull();
  expect(pointOfFrame('lp', feedFrame(at(0), { feedStatus: 'unreachable' }))).toBeNull();
});

describe('a dry run', () => {
  const reading = (minute: number, leq: number): Reading => ({
    at: at(60 * minute),
    leq,
    lmax: leq + 10,
    lmin: leq - 5,
    l10: leq,
    l90: leq,
    samples: 60,
    overload: false,
  });
  const readings = Array.from({ length: 120 }, (_, minute) =>
    reading(minute, minute >= 30 && minute < 50 ? 80 : 50),
  );

  test('returns when each alert would have started and ended, and its peak', () => {
    expect(dryRun(above70, readings, berlin)).toEqual([
      { since: at(1_800), onsetAt: at(1_800), clearedAt: at(3_000), peak: 80, peakAt: at(1_800) },
    ]);
    const lmax = AlertRule.parse({ kind: 'level', metric: 'lmax', threshold: 85, forSeconds: 300 });
    expect(dryRun(lmax, readings, berlin)).toMatchObject([
      { since: at(1_800), onsetAt: at(2_100), peak: 90 },
    ]);
  });

  test('of LAeq,15min uses the average of the last 15 minutes', () => {
    const rule = AlertRule.parse({ kind: 'level', metric: 'laeq15min', threshold: 75 });
    // Five loud minutes in fifteen are 75.2 dB, four are 74.3 dB; with three left it is 73.0 dB.
    expect(dryRun(rule, readings, berlin)).toMatchObject([
      { onsetAt: at(60 * 35), clearedAt: at(60 * 62), peak: 80, peakAt: at(60 * 45) },
    ]);
  });

  test('has no end time for an alert that is still open', () => {
    expect(dryRun(above70, readings.slice(0, 40), berlin)).toMatchObject([{ clearedAt: null }]);
  });

  test('is not possible for metrics that are not stored per minute', () => {
    expect(dryRun({ ...above70, metric: 'lpeak' } as AlertRule, readings, berlin)).toBeNull();
    expect(dryRun(AlertRule.parse({ kind: 'health', metric: 'stopped' }), readings, berlin)).toBeNull();
    expect(dryRun(above70, [], berlin)).toEqual([]);
  });
});

describe('for any series', () => {
  const rule = fc
    .record({
      metric: fc.constant('lp'),
      direction: fc.constantFrom('above', 'below'),
      threshold: fc.integer({ min: 50, max: 60 }),
      margin: fc.integer({ min: 0, max: 5 }),
      forSeconds: fc.constantFrom(0, 1, 5, 60),
      cooldownSeconds: fc.constantFrom(0, 10, 120),
      active: fc.constantFrom(null, { days: [1], from: '14:01', until: '14:03' }),
    })
    .map((fields) => AlertRule.parse({ kind: 'level', ...fields }));
  const series = fc
    .array(
      fc.record({
        step: fc.constantFrom(0, 1, 1, 1, 5, 60, 200),
        value: fc.option(fc.integer({ min: 45, max: 65 }), { freq: 8 }),
      }),
      { maxLength: 60 },
    )
    .map((steps) => {
      let second = 0;
      return steps.map(({ step, value }): Point => {
        second += step;
        return { at: at(second), value };
      });
    });
  const onsetsAndClears = (transitions: AlertTransition[]) =>
    transitions.filter(({ type }) => type !== 'peak');

  test('onset and clear alternate, and refer to each other', () => {
    fc.assert(
      fc.property(rule, series, (one, points) => {
        let onsetAt: string | undefined;
        for (const transition of evaluateAll(one, points, berlin)) {
          if (transition.type === 'onset') {
            expect(onsetAt).toBeUndefined();
            onsetAt = transition.at;
          } else {
            expect(transition.onsetAt).toBe(onsetAt);
            if (transition.type === 'clear') onsetAt = undefined;
          }
        }
      }),
    );
  });

  test('an onset respects the minimum duration and the cool-down', () => {
    fc.assert(
      fc.property(rule, series, (one, points) => {
        let clearedAt = Number.NEGATIVE_INFINITY;
        for (const transition of onsetsAndClears(evaluateAll(one, points, berlin))) {
          const time = Date.parse(transition.at);
          if (transition.type === 'clear') clearedAt = time;
          if (transition.type !== 'onset') continue;
          expect(time - Date.parse(transition.since)).toBeGreaterThanOrEqual(one.forSeconds * 1_000);
          expect(time - clearedAt).toBeGreaterThanOrEqual(one.cooldownSeconds * 1_000);
        }
      }),
    );
  });

  test('a restart at any point, with points replayed, neither loses nor repeats a transition', () => {
    fc.assert(
      fc.property(rule, series, fc.nat(60), fc.nat(60), (one, points, stop, again) => {
        let state = quiet;
        const transitions: AlertTransition[] = [];
        const feed = (some: Point[]) => {
          for (const point of some) {
            const evaluation = evaluate(one, state, point, berlin);
            state = evaluation.state;
            transitions.push(...evaluation.transitions);
          }
        };
        feed(points.slice(0, stop));
        state = AlertState.parse(JSON.parse(JSON.stringify(state)));
        feed(points.slice(Math.min(again, stop)));
        expect(transitions).toEqual(evaluateAll(one, points, berlin));
      }),
    );
  });

  test('points of no value tell nothing but the end of the active hours', () => {
    fc.assert(
      fc.property(rule, series, (one, points) => {
        let state = quiet;
        for (const point of points) {
          const { state: next, transitions } = evaluate(one, state, point, berlin);
          if (point.value === null) {
            for (const transition of transitions) expect(transition).toMatchObject({ reason: 'hours' });
          }
          state = next;
        }
      }),
    );
  });
});
