import type { Prisma, Transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { alertAudit, delivery, openKey, type Place, type Times } from './close-alert.ts';
import type { DeliveryAction } from './deliver/schema.ts';
import type { Clear, Onset } from './judge/news.ts';
import { StoredAction } from './rules/schema.ts';
import { AlertSummary } from './schema.ts';

type MeterPlace = Place & { unitId: string };

/** Of an overlay that nobody sees, because there is nothing to warn of any more. */
export const OVER_BEFORE_SHOWN = 'The alert was over before it could be shown';

/**
 * Opens an alert: event, what is to be sent, and audit. A unique key refuses it when another process was quicker. Null
 * when the rule or the location is gone by now.
 */
export async function openAlert(
  app: Times,
  tx: Transaction,
  place: MeterPlace,
  onset: Onset,
): Promise<string | null> {
  const { peak, peakAt } = onset;
  const opened = await createEvent(tx, place, onset, {
    openKey: openKey(place),
    peak,
    peakAt: new Date(peakAt),
  });
  if (!opened) return null;
  const { id, actions } = opened;
  await tx.alertDelivery.createMany({ data: actions.map((action) => delivery(app, id, 'onset', action)) });
  await auditOnset(app, tx, place, id, onset);
  return id;
}

/**
 * Keeps an alert that was over before it could be written, with the times it had. Mails and webhooks tell of both; an
 * overlay and a banner would be a warning of what is long over. Null as with `openAlert`.
 */
export async function recordOver(
  app: Times,
  tx: Transaction,
  place: MeterPlace,
  onset: Onset,
  { at, peak, peakAt, reason }: Clear,
): Promise<string | null> {
  const times = { peak, peakAt: new Date(peakAt), clearedAt: new Date(at) };
  const created = await createEvent(tx, place, onset, times);
  if (!created) return null;
  const { id, actions } = created;
  const sent = actions.filter(({ kind }) => kind !== 'overlay');
  const skipped = { status: 'failed', lastError: OVER_BEFORE_SHOWN, doneAt: app.now() };
  const onsets = actions.map((action) => ({
    ...delivery(app, id, 'onset', action),
    ...(action.kind === 'overlay' && skipped),
  }));
  const clears = sent.map((action) => delivery(app, id, 'clear', action));
  await tx.alertDelivery.createMany({ data: [...onsets, ...clears] });
  await auditOnset(app, tx, place, id, onset);
  await tx.auditEvent.create({ data: alertAudit(app, 'alert.clear', place.workspaceId, id, { reason }) });
  return id;
}

async function createEvent(
  tx: Transaction,
  { workspaceId, ruleId, locationId, unitId }: MeterPlace,
  { at, value }: Onset,
  times: Pick<Prisma.AlertEventUncheckedCreateInput, 'openKey' | 'peak' | 'peakAt' | 'clearedAt'>,
): Promise<{ id: string; actions: DeliveryAction[] } | null> {
  const rule = await tx.alertRule.findFirst({
    where: { id: ruleId, enabled: true, removedAt: null },
    select: { name: true, condition: true, actions: true },
  });
  const location = await tx.location.findFirst({
    where: { id: locationId, removedAt: null },
    select: { id: true },
  });
  if (!rule || !location) return null;
  const actions = StoredAction.array().parse(rule.actions);
  const summary = AlertSummary.parse({ ruleName: rule.name, condition: rule.condition });
  const id = uuidv7();
  const inPortal = actions.some(({ kind }) => kind === 'portal');
  await tx.alertEvent.create({
    data: {
      id,
      workspaceId,
      ruleId,
      locationId,
      unitId,
      summary,
      inPortal,
      onsetAt: new Date(at),
      value,
      ...times,
    },
    select: { id: true },
  });
  return { id, actions: actions.flatMap(toDeliveries) };
}

async function auditOnset(
  app: Times,
  tx: Transaction,
  { workspaceId, ruleId, locationId }: Place,
  id: string,
  { value }: Onset,
): Promise<void> {
  await tx.auditEvent.create({
    data: alertAudit(app, 'alert.onset', workspaceId, id, { ruleId, locationId, value }),
  });
}

function toDeliveries(action: StoredAction): DeliveryAction[] {
  switch (action.kind) {
    case 'email':
      return action.to.map((to) => ({ ...action, to }));
    case 'webhook':
      return [action];
    case 'overlay': {
      const { targetIds, ...overlay } = action;
      return targetIds.map((targetId) => ({ ...overlay, targetId }));
    }
    case 'portal':
      return [];
  }
}
