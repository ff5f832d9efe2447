import { z } from 'zod';

/** `lp` … `lpeak` come with each frame; the others are moving averages of the readings of the last minutes. */
export const LevelMetric = z.enum(['lp', 'leq', 'lmax', 'lpeak', 'laeq15min', 'laeq1h']);
export type LevelMetric = z.infer<typeof LevelMetric>;

export const HealthMetric = z.enum(['unreachable', 'stopped', 'clockDrift', 'batteryLow']);
export type HealthMetric = z.infer<typeof HealthMetric>;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Must be a time of day such as 22:00');

/** When a rule is active, in the project's time zone. Overnight hours count for the day they start on. */
export const ActiveHours = z.strictObject({
  /** 1 is Monday, 7 is Sunday. */
  days: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'Each day only once'),
  /** If `from` equals `until`: the whole day. */
  from: TimeOfDay,
  until: TimeOfDay,
});
export type ActiveHours = z.infer<typeof ActiveHours>;

const common = {
  /** Minimum duration before an alert is raised, in seconds. */
  forSeconds: z.int().min(0).max(86_400).default(0),
  /** Cool-down: after an alert clears, no new one is raised for this many seconds. */
  cooldownSeconds: z.int().min(0).max(604_800).default(0),
  /** Null: always. */
  active: ActiveHours.nullable().default(null),
};

export const LevelRule = z.strictObject({
  kind: z.literal('level'),
  metric: LevelMetric,
  direction: z.enum(['above', 'below']).default('above'),
  /** dB; must be exceeded, not just reached. */
  threshold: z.number().min(-100).max(250),
  /** Hysteresis in dB: how far back past the threshold the level must be for the alert to clear. */
  margin: z.number().min(0).max(50).default(2),
  ...common,
});
export type LevelRule = z.infer<typeof LevelRule>;

export const HealthRule = z.strictObject({ kind: z.literal('health'), metric: HealthMetric, ...common });
export type HealthRule = z.infer<typeof HealthRule>;

export const AlertRule = z.discriminatedUnion('kind', [LevelRule, HealthRule]);
export type AlertRule = z.infer<typeof AlertRule>;
