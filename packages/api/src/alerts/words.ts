import type { z } from 'zod';
import type { AlertCondition } from './schema.ts';

type Condition = z.infer<typeof AlertCondition>;

const metrics: Record<Condition['metric'], string> = {
  lp: 'Lp',
  leq: 'Leq',
  lmax: 'Lmax',
  lpeak: 'Lpeak',
  laeq15min: 'LAeq,15min',
  laeq1h: 'LAeq,1h',
  unreachable: 'Meter unreachable',
  stopped: 'Measurement stopped',
  clockDrift: 'Clock of the meter wrong',
  batteryLow: 'Battery low',
};

/** As an acoustician writes it, in whichever language. */
export function metricName({ metric }: Pick<Condition, 'metric'>): string {
  return metrics[metric];
}

/** A value of the metric as it is written; empty where there is only yes or no. */
export function valueText(condition: Condition, value: number | null): string {
  if (value === null || (condition.kind === 'health' && condition.metric !== 'clockDrift')) return '';
  return condition.kind === 'level' ? value.toFixed(1) : `${Math.round(value)} s`;
}

export function thresholdText(condition: Condition): string {
  return condition.kind === 'level' ? String(condition.threshold) : '';
}

/** `LAeq,15min above 65 dB` */
export function conditionText(condition: Condition): string {
  if (condition.kind === 'health') return metricName(condition);
  return `${metricName(condition)} ${condition.direction} ${condition.threshold} dB`;
}
