import { type Language, translateIn } from '@sitecast/i18n';
import alertMail from '@sitecast/i18n/alert-mail/all';
import type { z } from 'zod';
import type { AlertCondition } from '../rules/schema.ts';

/** The texts of alerts in mails and on screens. */
export const alertTextsIn = (language: Language) => translateIn(alertMail, language);

type Condition = z.infer<typeof AlertCondition>;

/** As acousticians write them in any language. */
const symbols = {
  lp: 'Lp',
  leq: 'Leq',
  lmax: 'Lmax',
  lpeak: 'Lpeak',
  laeq15min: 'LAeq,15min',
  laeq1h: 'LAeq,1h',
};

export function metricName(condition: Condition, language: Language): string {
  return condition.kind === 'level'
    ? symbols[condition.metric]
    : alertTextsIn(language)(`alertMail.${condition.metric}`);
}

/** A value with one decimal, without its unit if that is dB. Empty for a health metric that is only true or false. */
export function valueText(condition: Condition, value: number | null, language: Language): string {
  if (value === null || (condition.kind === 'health' && condition.metric !== 'clockDrift')) return '';
  return condition.kind === 'level' ? decimal(value, language, 1) : `${Math.round(value)} s`;
}

export function thresholdText(condition: Condition, language: Language): string {
  return condition.kind === 'level' ? decimal(condition.threshold, language, 0) : '';
}

/** `LAeq,15min above 65 dB` */
export function conditionText(condition: Condition, language: Language): string {
  const metric = metricName(condition, language);
  if (condition.kind === 'health') return metric;
  return alertTextsIn(language)(`alertMail.${condition.direction}`, {
    metric,
    level: `${thresholdText(condition, language)} dB`,
  });
}

function decimal(value: number, language: Language, minimumFractionDigits: number): string {
  return value.toLocaleString(language, { minimumFractionDigits, maximumFractionDigits: 1 });
}
