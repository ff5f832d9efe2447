import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatClock, formatDod, formatDrd } from './format.ts';
import {
  type DodChannel,
  type DrdChannel,
  dodLevels,
  drdLevels,
  encodeCommand,
  isBatteryLow,
  parseBattery,
  parseClock,
  parseDod,
  parseDrd,
  parseFrequencyWeighting,
  parseMeasure,
  parseResult,
  parseSwitch,
  parseTimeWeighting,
} from './protocol.ts';

const main = ' 46.2, 43.7, 53.7, 44.1, 43.4, 44.2, 44.2, 43.7, 43.4, 43.3, 59.0,  -.-,  -.-,  -.-,0,0';
const sub = '  -.-,  -.-,  -.-,  -.-,  -.-,  -.-,  -.-,  -.-,  -.-,  -.-,  -.-,  -.-,  -.-,  -.-,-,-';
const parsedMain = {
  lp: 46.2,
  leq: 43.7,
  le: 53.7,
  lmax: 44.1,
  lmin: 43.4,
  ln1: 44.2,
  ln2: 44.2,
  ln3: 43.7,
  ln4: 43.4,
  ln5: 43.3,
  lpeak: 59,
  lieq: null,
  leqMov: null,
  ltm5: null,
  over: false,
  under: false,
};

describe('DOD?', () => {
  test('a line from a real instrument is parsed exactly', () => {
    const channels = parseDod([main, sub, sub, sub].join(','));
    expect(channels).toHaveLength(4);
    expect(channels?.[0]).toEqual(parsedMain);
    expect(channels?.[1]).toMatchObject({ lp: null, ltm5: null, over: null, under: null });
  });

  test('a line with only the main channel is parsed', () => {
    expect(parseDod(main.trim())).toEqual([parsedMain]);
  });

  test('an empty field is null and does not shift the others', () => {
    expect(parseDod(main.replace(' 43.7, 53.7', ','))?.[0]).toEqual({ ...parsedMain, leq: null, le: null });
  });

  test('L5 above Lmax is kept', () => {
    expect(parseDod(main.replace('44.1', '40.0'))?.[0]).toMatchObject({ ln1: 44.2, lmax: 40 });
  });

  test('overload and under-range flags are parsed', () => {
    expect(parseDod(main.replace(/0,0$/, '1,-'))?.[0]).toMatchObject({ over: true, under: null });
  });

  test.each([
    '',
    main.slice(0, 40),
    `${main},`,
    main.replace('46.2', '46,2'),
    main.replace('46.2', '4x.2'),
    main.replace('46.2', '1e9'),
    main.replace('46.2', '999.9'),
    main.replace(/0,0$/, '2,0'),
    'R+0000',
  ])('"%s" is not parsed', (line) => {
    expect(parseDod(line)).toBeUndefined();
  });
});

test.each([
  ['R+0000', '0000'],
  [' R+0004 ', '0004'],
  ['R+0005', undefined],
  ['R+00001', undefined],
  ['xR+0000', undefined],
  ['r+0000', undefined],
  ['Start', undefined],
])('the result "%s" is parsed as %s', (line, code) => {
  expect(parseResult(line)).toBe(code);
});

test.each([
  ['2025/12/24 21:33:50', '2025-12-24T21:33:50'],
  ['2025/12/24,21:33:50', '2025-12-24T21:33:50'],
  ['2024/02/29 00:00:00', '2024-02-29T00:00:00'],
  ['2025/02/30 21:33:50', undefined],
  ['2025/13/01 21:33:50', undefined],
  ['2025/12/24 24:00:00', undefined],
  ['2025/12/24', undefined],
])('the clock "%s" is parsed as %s', (line, local) => {
  expect(parseClock(line)).toBe(local);
});

test('words are parsed regardless of case and surrounding spaces', () => {
  expect(parseMeasure(' Start ')).toBe('Start');
  expect(parseMeasure('stop')).toBe('Stop');
  expect(parseMeasure('Stopp')).toBeUndefined();
  expect(parseFrequencyWeighting('A')).toBe('A');
  expect(parseFrequencyWeighting('B')).toBeUndefined();
  expect(parseTimeWeighting('S')).toBe('S');
  expect(parseSwitch('On')).toBe(true);
  expect(parseSwitch('Off')).toBe(false);
  expect(parseSwitch('R+0000')).toBeUndefined();
  expect(parseBattery('Full')).toBe('Full');
  expect(parseBattery('R+0000')).toBeUndefined();
});

test.each([
  ['Full', false],
  ['Middle', false],
  ['80', false],
  ['ExtPower', false],
  ['Low', true],
  ['Near Empty', true],
  ['20', true],
  ['9%', true],
])('battery level "%s" is low: %s', (level, low) => {
  expect(isBatteryLow(level)).toBe(low);
});

test('a command is encoded as one line', () => {
  expect(encodeCommand('Frequency Weighting (Main)?')).toBe('Frequency Weighting (Main)?\r\n');
  for (const line of ['', '$DOD?', 'DOD?\r\nMeasure,Stop', 'DOD\u00e9?', 'x'.repeat(201)]) {
    expect(() => encodeCommand(line)).toThrow(RangeError);
  }
});

describe('for any input', () => {
  const parsers = [
    parseResult,
    parseDod,
    parseDrd,
    parseMeasure,
    parseClock,
    parseBattery,
    parseFrequencyWeighting,
    parseTimeWeighting,
    parseSwitch,
  ];
  const noise = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('46.2', '-.-', '', '0', '1', '-', ' 1', 'x', '-9.9'), { maxLength: 70 })
      .map(String),
  );

  test('no parser throws', () => {
    fc.assert(
      fc.property(noise, (line) => {
        for (const parse of parsers) parse(line);
      }),
    );
  });

  const level = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -999, max: 2_000 }).map((tenths) => tenths / 10),
  );
  const flag = fc.constantFrom(true, false, null);
  const channelOf = <T>(names: readonly string[]) =>
    fc.record({
      ...Object.fromEntries(names.map((name) => [name, level])),
      over: flag,
      under: flag,
    }) as fc.Arbitrary<T>;

  test('parsers invert the formatters', () => {
    const dod = fc.array(channelOf<DodChannel>(dodLevels), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(dod, (channels) => {
        expect(parseDod(formatDod(channels))).toEqual(channels);
      }),
    );

    const drd = fc.record({
      counter: fc.integer({ min: 1, max: 600 }),
      channels: fc.array(channelOf<DrdChannel>(drdLevels), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(drd, (line) => {
        expect(parseDrd(formatDrd(line))).toEqual(line);
      }),
    );

    const second = fc.integer({ min: Date.UTC(2023, 0) / 1_000, max: Date.UTC(2079, 11) / 1_000 });
    fc.assert(
      fc.property(second, (at) => {
        const iso = new Date(at * 1_000).toISOString().slice(0, 19);
        expect(parseClock(formatClock(at * 1_000))).toBe(iso);
      }),
    );
  });

  test('a truncated line is not parsed', () => {
    const whole = [main, sub, sub, sub].join(',');
    const cut = fc.integer({ min: 0, max: whole.length - 1 });
    fc.assert(
      fc.property(cut, (length) => {
        const fields = whole.slice(0, length).split(',').length;
        if (fields !== 16 && fields !== 64) expect(parseDod(whole.slice(0, length))).toBeUndefined();
      }),
    );
  });
});
