import type { WorkspaceActor } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { clearOverlay } from '../../screens/overlays/clear.ts';
import { sendOverlay } from '../../screens/overlays/show.ts';
import { withValues } from '../../screens/overlays/template-payload.ts';
import { getTemplate } from '../../screens/overlays/templates.ts';
import { OVER_BEFORE_SHOWN } from '../open-alert.ts';
import { OVERLAY_VALUES } from '../rules/schema.ts';
import type { DeliveryApp, Job, Outcome } from './job.ts';
import type { DeliveryAction } from './schema.ts';
import { metricName, thresholdText, valueText } from './words.ts';

type OverlayAction = Extract<DeliveryAction, { kind: 'overlay' }>;

/** Shows the template at the onset and clears the overlay at the clear. */
export function sendOverlayOf(app: DeliveryApp, job: Job, action: OverlayAction): Promise<Outcome> {
  return job.moment === 'onset' ? show(app, job, action) : clear(app, job, action);
}

async function show(app: DeliveryApp, { event, summary }: Job, action: OverlayAction): Promise<Outcome> {
  // Shown after the alert is over, it would never be cleared.
  if (event.clearedAt) return { status: 'failed', error: OVER_BEFORE_SHOWN };
  const ctx = asAlerts(app, event.workspaceId);
  const { condition } = summary;
  const { language } = action;
  const known = {
    location: event.location.name,
    metric: metricName(condition, language),
    value: valueText(condition, event.value, language),
    threshold: thresholdText(condition, language),
  };
  try {
    const { payload, placeholders } = await getTemplate(ctx, action.templateId);
    const used = OVERLAY_VALUES.filter((name) => placeholders.includes(name));
    const values = Object.fromEntries(used.map((name) => [name, known[name]]));
    // A screen that reconnects while the alert is open shows it then.
    const { pipId } = await sendOverlay(ctx, {
      deviceId: action.targetId,
      queueFor: 86_400,
      payload: withValues(payload, values),
    });
    return { status: 'done', pipId };
  } catch (error) {
    return outcomeOf(error);
  }
}

async function clear(app: DeliveryApp, { eventId, event }: Job, action: OverlayAction): Promise<Outcome> {
  const shown = await app.db.alertDelivery.findMany({
    where: { eventId, moment: 'onset' },
    select: { id: true, action: true, status: true, pipId: true },
  });
  const same = (other: unknown) => {
    const { targetId, templateId } = other as Partial<OverlayAction>;
    return targetId === action.targetId && templateId === action.templateId;
  };
  for (const { id, status, pipId } of shown.filter((one) => same(one.action))) {
    if (status === 'working') return { status: 'retry', error: 'It is being shown right now' };
    if (status === 'pending') {
      const { count } = await app.db.alertDelivery.updateMany({
        where: { id, status: 'pending' },
        data: { status: 'failed', lastError: OVER_BEFORE_SHOWN },
      });
      if (count === 0) return { status: 'retry', error: 'It is being shown right now' };
    }
    if (pipId === null) continue;
    try {
      await clearOverlay(asAlerts(app, event.workspaceId), { deviceId: action.targetId, pipId });
    } catch (error) {
      // The screen is gone, and the overlay with it.
      if (!(error instanceof AppError && error.appCode === 'NOT_FOUND')) return outcomeOf(error);
    }
  }
  return { status: 'done' };
}

/** Only the rate limit is worth another attempt. */
function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof AppError)) throw error;
  const status = error.appCode === 'TOO_MANY_REQUESTS' ? 'retry' : 'failed';
  return { status, error: error.message };
}

/** On behalf of the alerts: no person asked for it. */
function asAlerts(app: DeliveryApp, workspaceId: string): WorkspaceActor {
  return { ...app, workspaceId, principal: { kind: 'system', label: 'alerts' }, ip: '' };
}
