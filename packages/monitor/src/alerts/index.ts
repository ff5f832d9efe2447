/** Alert rules on levels and meter health, evaluated by pure functions. Browser-safe. */
export { isActive } from './active-hours.ts';
export { type AlertSpan, alertsOf, dryRun, evaluateAll } from './dry-run.ts';
export {
  type AlertContext,
  AlertState,
  type AlertTransition,
  type Evaluation,
  endAlert,
  evaluate,
  type Point,
  quiet,
} from './evaluate.ts';
export {
  type FrameMetric,
  isPeriodMetric,
  periodMinutes,
  pointOfFrame,
  pointOfPeriod,
  pointOfStatus,
  pointsOfReadings,
} from './points.ts';
export { ActiveHours, AlertRule, HealthMetric, HealthRule, LevelMetric, LevelRule } from './rule.ts';
