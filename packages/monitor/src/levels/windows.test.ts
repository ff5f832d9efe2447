import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTimezone, periodsOf, type Span, Step, windowsOf } from './windows.ts';

const span = (from: string, to: string): Span => ({ from: Date.parse(from), to: Date.parse(to) });
const shown = (windows: Iterable<Span>) =>
  [...windows].map(({ from, to }) => [new Date(from).toISOString().slice(5, 16), (to - from) / 60_000]);

describe('days', () => {
  test.each([
    ['Europe/Berlin', '2025-03-30T12:00:00Z', '03-29T23:00', 23],
    ['Europe/Berlin', '2025-10-26T12:00:00Z', '10-25T22:00', 25],
    ['Europe/Berlin', '2025-07-01T12:00:00Z', '06-30T22:00', 24],
    ['America/New_York', '2025-11-02T12:00:00Z', '11-02T04:00', 25],
    ['Asia/Kolkata', '2025-07-01T12:00:00Z', '06-30T18:30', 24],
    ['Australia/Lord_Howe', '2025-04-05T20:00:00Z', '04-05T13:00', 24.5],
    // There is no midnight: the day starts at 01:00.
    ['Africa/Cairo', '2025-04-25T12:00:00Z', '04-24T22:00', 23],
  ])('in %s the day containing %s starts at %s and has %d hours', (timezone, noon, from, hours) => {
    const at = Date.parse(noon);
    expect(shown(windowsOf({ from: at, to: at + 1 }, '1d', timezone))).toEqual([[from, hours * 60]]);
  });
});

describe('hours', () => {
  test('one is skipped in spring, one is repeated in autumn', () => {
    const day = (date: string, timezone: string) => {
      const at = Date.parse(`${date}T12:00:00Z`);
      const [whole] = windowsOf({ from: at, to: at + 1 }, '1d', timezone);
      return shown(windowsOf(whole!, '1h', timezone));
    };
    expect(day('2025-03-30', 'Europe/Berlin')).toHaveLength(23);
    expect(day('2025-10-26', 'Europe/Berlin')).toHaveLength(25);
    expect(day('2025-10-26', 'Europe/Berlin').slice(1, 5)).toEqual([
      ['10-25T23:00', 60],
      ['10-26T00:00', 60],
      ['10-26T01:00', 60],
      ['10-26T02:00', 60],
    ]);
  });

  test('start on the local hour in zones with a half-hour offset', () => {
    expect(
      shown(windowsOf(span('2025-07-01T10:00:00Z', '2025-07-01T11:00:00Z'), '1h', 'Asia/Kolkata')),
    ).toEqual([
      ['07-01T09:30', 60],
      ['07-01T10:30', 60],
    ]);
  });

  test('are full hours again after the clocks changed by half an hour', () => {
    const hours = windowsOf(
      span('2025-04-05T13:30:00Z', '2025-04-05T17:00:00Z'),
      '1h',
      'Australia/Lord_Howe',
    );
    // 1:00 to 2:00 summer time is followed by 1:30 to 2:00.
    expect(shown(hours)).toEqual([
      ['04-05T13:00', 60],
      ['04-05T14:00', 60],
      ['04-05T15:00', 30],
      ['04-05T15:30', 60],
      ['04-05T16:30', 60],
    ]);
  });
});

test('windows are whole and cover the requested span', () => {
  const requested = span('2025-12-24T20:37:30Z', '2025-12-24T20:47:00Z');
  expect(shown(windowsOf(requested, '15m', 'Europe/Berlin'))).toEqual([
    ['12-24T20:30', 15],
    ['12-24T20:45', 15],
  ]);
  expect(shown(windowsOf(requested, '5m', 'Asia/Kathmandu')).map(([from]) => from)).toEqual([
    '12-24T20:35',
    '12-24T20:40',
    '12-24T20:45',
  ]);
  expect([...windowsOf(requested, '1m', 'UTC')]).toHaveLength(10);
  expect([...windowsOf(span('2025-12-24T20:00:00Z', '2025-12-24T20:00:00Z'), '1m', 'UTC')]).toEqual([]);
});

test('windows follow each other without a gap, in every zone and at every step', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
  );
  const from = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2027, 0) });
  fc.assert(
    fc.property(
      zones,
      fc.constantFrom(...Step.options),
      from,
      fc.integer({ min: 1, max: 1_600 }),
      (zone, step, start, minutes) => {
        const requested = { from: start, to: start + minutes * 60_000 };
        const windows = [...windowsOf(requested, step, zone)];
        expect(windows[0]!.from).toBeLessThanOrEqual(requested.from);
        expect(windows.at(-1)!.to).toBeGreaterThanOrEqual(requested.to);
        for (const [index, window] of windows.entries()) {
          expect(window.to).toBeGreaterThan(window.from);
          if (index > 0) expect(window.from).toBe(windows[index - 1]!.to);
        }
      },
    ),
    { numRuns: 60 },
  );
});

describe('day, evening and night', () => {
  const lengths = (date: string) =>
    Object.values(periodsOf(date, 'Europe/Berlin')).map(({ from, to }) => (to - from) / 3_600_000);

  test('start at 07:00, 19:00 and 23:00 local time', () => {
    expect(periodsOf('2025-12-24', 'Europe/Berlin')).toEqual({
      day: span('2025-12-24T06:00:00Z', '2025-12-24T18:00:00Z'),
      evening: span('2025-12-24T18:00:00Z', '2025-12-24T22:00:00Z'),
      night: span('2025-12-24T22:00:00Z', '2025-12-25T06:00:00Z'),
    });
  });

  test('the night is an hour shorter or longer when the clocks change', () => {
    expect(lengths('2025-03-29')).toEqual([12, 4, 7]);
    expect(lengths('2025-10-25')).toEqual([12, 4, 9]);
  });

  test('can start at other hours', () => {
    const { night } = periodsOf('2025-12-24', 'Europe/Berlin', { day: 6, evening: 18, night: 22 });
    expect(night).toEqual(span('2025-12-24T21:00:00Z', '2025-12-25T05:00:00Z'));
  });
});

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Europe/Bielefeld', false],
  ['', false],
])('%s is a zone: %s', (name, known) => {
  expect(isTimezone(name)).toBe(known);
});
