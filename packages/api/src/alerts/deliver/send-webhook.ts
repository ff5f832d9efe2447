import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { isForbiddenAddress } from '@sitecast/monitor';
import { webhookSecret } from '../rules/actions.ts';
import type { DeliveryApp, Job, Outcome } from './job.ts';

const TIMEOUT_MS = 10_000;

/**
 * Posts the alert, signed: `X-Sitecast-Signature: t=<seconds>,v1=<hex HMAC-SHA256 of "<seconds>.<body>">`. Any 2xx
 * response is a success. Redirects are not followed, and the response's body is not read.
 */
export async function sendWebhook(
  app: DeliveryApp,
  job: Job,
  { url, secretId }: { url: string; secretId: string },
): Promise<Outcome> {
  const body = JSON.stringify(payloadOf(app, job));
  const timestamp = Math.floor(app.now().getTime() / 1000);
  try {
    await requireAllowed(new URL(url).hostname);
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': `Sitecast/${app.version}`,
        // The same in each attempt, so that receivers can ignore duplicates.
        'x-sitecast-delivery': job.id,
        'x-sitecast-signature': `t=${timestamp},v1=${signature(webhookSecret(app, secretId), timestamp, body)}`,
      },
      body,
    });
    await answer.body?.cancel();
    if (answer.ok) return { status: 'done' };
    return { status: 'retry', error: `The receiver answered ${answer.status}` };
  } catch (error) {
    return { status: 'retry', error: reasonOf(error) };
  }
}

export function signature(secret: string, timestamp: number, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

/** Receivers in the server's own network are allowed, cloud metadata addresses are not. */
async function requireAllowed(hostname: string): Promise<void> {
  const addresses = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true });
  if (addresses.some(({ address }) => isForbiddenAddress(address)))
    throw new Error('The receiver’s address is not allowed');
}

function payloadOf({ now }: DeliveryApp, { id, moment, event, summary }: Job) {
  const { location, rule } = event;
  const { project } = location;
  return {
    id,
    event: `alert.${moment}`,
    sent_at: now().toISOString(),
    alert: {
      id: event.id,
      rule: { id: rule.id, name: summary.ruleName },
      project: { id: project.id, name: project.name, timezone: project.timezone },
      location: { id: location.id, name: location.name },
      unit_id: event.unitId,
      metric: summary.condition.metric,
      ...(summary.condition.kind === 'level' && {
        direction: summary.condition.direction,
        threshold: summary.condition.threshold,
      }),
      value: event.value,
      peak: event.peak,
      peak_at: event.peakAt?.toISOString() ?? null,
      onset_at: event.onsetAt.toISOString(),
      cleared_at: event.clearedAt?.toISOString() ?? null,
    },
  };
}

/** Why the connection failed; `fetch` has it in the error's cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'It could not be sent';
  if (error.name === 'TimeoutError') return `No answer within ${TIMEOUT_MS / 1000} s`;
  const { code } = (error.cause ?? error) as { code?: string };
  return code ? `It could not be sent: ${code}` : `It could not be sent: ${error.message}`.slice(0, 200);
}
