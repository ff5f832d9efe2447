/** Averages, percentiles and periods of levels: pure functions, browser-safe. */
export { energyAverage, energySum, round1, type WeightedLevel } from './energy.ts';
export { createLevelCounts, type LevelCounts } from './level-counts.ts';
export { historyOf, movingLevel, type PeriodLevel, periodLevel } from './period-level.ts';
export {
  combineReadings,
  createMinuteAccumulator,
  MINUTE_MS,
  type MinuteAccumulator,
  minuteOf,
  Reading,
} from './reading.ts';
export {
  defaultPeriodHours,
  isTimezone,
  type Period,
  type PeriodHours,
  periodsOf,
  type Span,
  Step,
  windowsOf,
} from './windows.ts';
