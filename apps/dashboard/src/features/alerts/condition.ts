import type { Rule } from '@sitecast/api/alerts/rules/schema';
import { formatDuration, language } from '@sitecast/ui';
import { t } from '../../i18n/alerts.ts';

export type Condition = Rule['condition'];

/** As acousticians write them, in whichever language. */
const symbols = {
  lp: 'Lp',
  leq: 'Leq',
  lmax: 'Lmax',
  lpeak: 'Lpeak',
  laeq15min: 'LAeq,15min',
  laeq1h: 'LAeq,1h',
};

/** When a rule is met, as one phrase: "Lp above 72 dB for 3 sec". */
export function conditionText(condition: Condition): string {
  const what =
    condition.kind === 'health'
      ? t(`alerts.health.${condition.metric}`)
      : t(`alerts.condition.${condition.direction}`, {
          metric: symbols[condition.metric],
          threshold: condition.threshold,
        });
  const { forSeconds } = condition;
  return forSeconds === 0
    ? what
    : t('alerts.condition.lasting', { what, duration: formatDuration(forSeconds) });
}

/** The hours in which it holds; undefined: always. */
export function hoursText({ active }: Condition): string | undefined {
  if (active === null) return undefined;
  const days = active.days.length === 7 ? [] : [...active.days].sort();
  const names = days.map((day) => weekday(day, 'short')).join(', ');
  const text = t('alerts.condition.at', { days: names, from: active.from, until: active.until });
  return days.length === 0 ? `${active.from}–${active.until}` : text;
}

/** @param day 1 is Monday */
export function weekday(day: number, style: 'short' | 'long'): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language(), { weekday: style, timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, day),
  );
}
