import type { DeliveryApp, Job, Outcome } from './dispatcher.ts';
import { conditionText, metricName, valueText } from './words.ts';

export async function sendMail(app: DeliveryApp, job: Job, { to }: { to: string }): Promise<Outcome> {
  if (!app.mail) return { status: 'failed', error: 'No mail server is set' };
  const isTaken = await app.mail.send({ to, ...letterOf(app, job) });
  return isTaken ? { status: 'done' } : { status: 'retry', error: 'The mail server did not take it' };
}

function letterOf({ publicUrl }: DeliveryApp, { moment, event, summary }: Job) {
  const { location, onsetAt, clearedAt, value, peak } = event;
  const { project } = location;
  const { condition, ruleName } = summary;
  const time = (at: Date) => localTime(at, project.timezone);
  const unit = condition.kind === 'level' ? ' dB' : '';
  const number = (level: number | null) => {
    const text = valueText(condition, level);
    return text && `${metricName(condition)} ${text}${unit}`;
  };
  const lines =
    moment === 'onset'
      ? [
          `${conditionText(condition)} at ${location.name} (${project.name}).`,
          `Since: ${time(onsetAt)}`,
          number(value),
        ]
      : [
          `Over: ${conditionText(condition)} at ${location.name} (${project.name}).`,
          `From ${time(onsetAt)} to ${time(clearedAt ?? onsetAt)}`,
          number(peak) && `Worst: ${number(peak)}`,
        ];
  return {
    subject: `${moment === 'onset' ? 'Alert' : 'Over'}: ${ruleName}, ${location.name}`,
    text: [...lines.filter(Boolean), '', `Rule: ${ruleName}`, publicUrl && `${publicUrl}/alerts`]
      .filter((line) => line !== null)
      .join('\n'),
  };
}

/** `2026-11-22 14:03 (Europe/Berlin)` */
function localTime(at: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    at,
  );
  return `${time} (${timeZone})`;
}
