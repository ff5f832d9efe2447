import { z } from 'zod';
import { Timezone } from '../../screens/devices/schema.ts';
import { LocationId } from '../projects/schema.ts';
import { UnitId } from '../units/schema.ts';

/** Maximum number of points in one response. */
export const MAX_POINTS = 10_000;

export const HistoryStep = z.enum(['1m', '5m', '15m', '1h', '1d']);
export type HistoryStep = z.infer<typeof HistoryStep>;

export const STEP_MINUTES: Record<HistoryStep, number> = {
  '1m': 1,
  '5m': 5,
  '15m': 15,
  '1h': 60,
  '1d': 1440,
};

const EARLIEST = Date.parse('1990-01-01T00:00:00Z');
const LATEST = Date.parse('2100-01-01T00:00:00Z');
/** Minutes are stored as 32-bit integers, which PostgreSQL cannot hold for every valid date. */
const isSupportedTime = (text: string) => Date.parse(text) >= EARLIEST && Date.parse(text) <= LATEST;
const unsupportedTime = { error: 'Must be between 1990 and 2100' };
const Time = z.iso.datetime({ offset: true }).refine(isSupportedTime, unsupportedTime);

const span = {
  from: Time.describe('Start time. The first window is the one that contains it'),
  to: Time.describe('End time, exclusive'),
  step: HistoryStep.default('15m').describe('Window length. Hours and days are aligned to the time zone'),
  timezone: Timezone.optional().describe('IANA time zone. Default: the project’s'),
};

const endsAfterStart = ({ from, to }: { from: string; to: string }) => Date.parse(from) < Date.parse(to);
const endBeforeStart = { path: ['to'], error: 'Must be later than from' };

export const UnitHistoryQuery = z
  .strictObject({ unitId: UnitId, ...span })
  .refine(endsAfterStart, endBeforeStart);
export type UnitHistoryQuery = z.infer<typeof UnitHistoryQuery>;

export const LocationHistoryQuery = z
  .strictObject({ locationId: LocationId, ...span })
  .refine(endsAfterStart, endBeforeStart);
export type LocationHistoryQuery = z.infer<typeof LocationHistoryQuery>;

const dB = z.number().nullable();

/** The levels of one window, computed from minutes. Null if nothing was measured. */
export const HistoryPoint = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime().describe('End of the window, exclusive'),
  leq: dB.describe('LAeq in dB: energy average weighted by samples'),
  lmax: dB,
  lmin: dB,
  l10: dB.describe('Over more than one minute, the sample-weighted mean of the minute values'),
  l90: dB.describe('Over more than one minute, the sample-weighted mean of the minute values'),
  samples: z.int(),
  overload: z.boolean(),
  coverage: z
    .number()
    .describe(
      'Percentage of the window that was measured; of the elapsed part while the window is in progress',
    ),
});
export type HistoryPoint = z.infer<typeof HistoryPoint>;

export const History = z.object({
  step: HistoryStep,
  timezone: z.string(),
  points: z.array(HistoryPoint),
});
export type History = z.infer<typeof History>;

// ── Period levels of a day ───────────────────────────────────────────────────

export const LevelsQuery = z.strictObject({
  locationId: LocationId,
  date: z.iso
    .date()
    .refine(isSupportedTime, unsupportedTime)
    .optional()
    .describe('Date in the project’s time zone. Default: today'),
});
export type LevelsQuery = z.infer<typeof LevelsQuery>;

const LimitedPoint = HistoryPoint.extend({ limit: dB.describe('Limit in dB. Null: no limit') });

/** The levels of a date. The night starts on the date and ends on the next day. */
export const DayLevels = z.object({
  date: z.iso.date(),
  timezone: z.string(),
  day: LimitedPoint,
  evening: LimitedPoint,
  night: LimitedPoint,
});
export type DayLevels = z.infer<typeof DayLevels>;
