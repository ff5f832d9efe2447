import { inOneLine } from '../../mail/write.ts';
import type { DeliveryApp, Job, Outcome } from './job.ts';
import type { DeliveryAction } from './schema.ts';
import { alertTextsIn, conditionText, metricName, valueText } from './words.ts';

type MailAction = Extract<DeliveryAction, { kind: 'email' }>;

export async function sendMail(app: DeliveryApp, job: Job, action: MailAction): Promise<Outcome> {
  if (!app.mail) return { status: 'failed', error: 'No mail server is set' };
  const isAccepted = await app.mail.send({ to: action.to, ...composeMail(app, job, action) });
  return isAccepted ? { status: 'done' } : { status: 'retry', error: 'The mail server did not take it' };
}

/** In the language of the rule's author and the project's time zone. */
function composeMail({ publicUrl }: DeliveryApp, { moment, event, summary }: Job, { language }: MailAction) {
  const { onsetAt, clearedAt, value, peak } = event;
  const { condition } = summary;
  const t = alertTextsIn(language);
  const timezone = event.location.project.timezone;
  const [rule, location, project] = [summary.ruleName, event.location.name, event.location.project.name].map(
    inOneLine,
  ) as [string, string, string];
  const lines = [
    t(`alertMail.lead.${moment}`, { what: conditionText(condition, language), location, project }),
  ];
  const measured = (level: number | null) => {
    const text = valueText(condition, level, language);
    return text && `${metricName(condition, language)} ${text}${condition.kind === 'level' ? ' dB' : ''}`;
  };
  if (moment === 'onset')
    lines.push(t('alertMail.since', { time: localTime(onsetAt, timezone) }), measured(value));
  else {
    const worst = measured(peak);
    const to = localTime(clearedAt ?? onsetAt, timezone);
    lines.push(t('alertMail.between', { from: localTime(onsetAt, timezone), to }));
    lines.push(worst && t('alertMail.worst', { value: worst }));
  }
  const ending = [t('alertMail.rule', { name: rule }), publicUrl && `${publicUrl}/alerts`].filter(Boolean);
  return {
    subject: t(`alertMail.subject.${moment}`, { rule, location }),
    text: [...lines.filter(Boolean), '', ...ending].join('\n'),
  };
}

/** `2026-11-22 14:03 (Europe/Berlin)` */
function localTime(at: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    at,
  );
  return `${time} (${timeZone})`;
}
