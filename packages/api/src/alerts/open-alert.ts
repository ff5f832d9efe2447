import type { Prisma, Transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../core/audit.ts';
import type { Clock } from '../core/scope.ts';
import { asAlerts, delivery, openKey, type RuleLocation } from './alert-rows.ts';
import type { DeliveryAction } from './deliver/schema.ts';
import type { Clear, Onset } from './judge/pending-transitions.ts';
import { StoredAction } from './rules/schema.ts';
import { AlertSummary } from './schema.ts';

type MeterAtLocation = RuleLocation & { unitId: string };

/** The error of an overlay that is not shown because there is nothing left to warn of. */
export const OVER_BEFORE_SHOWN = 'The alert was over before it could be shown';

/**
 * Opens an alert: its event, its notifications and its audit entry. Fails on the unique key if another process was
 * quicker.
 *
 * @returns the alert's id, or null if the rule or the location no longer exists
 */
export async function openAlert(
  clock: Clock,
  tx: Transaction,
  place: MeterAtLocation,
  onset: Onset,
): Promise<string | null> {
  const { peak, peakAt } = onset;
  const times = { openKey: openKey(place), peak, peakAt: new Date(peakAt) };
  const opened = await createEvent(tx, place, onset, times);
  if (!opened) return null;
  const { id, actions } = opened;
  await tx.alertDelivery.createMany({ data: actions.map((action) => delivery(clock, id, 'onset', action)) });
  await auditOnset(clock, tx, place, id, onset);
  return id;
}

/**
 * Records an alert that ended before it could be written, with its own times. Mails and webhooks report onset and
 * clear; an overlay or a banner would warn of what is long over.
 *
 * @returns as `openAlert`
 */
export async function recordPastAlert(
  clock: Clock,
  tx: Transaction,
  place: MeterAtLocation,
  onset: Onset,
  { at, peak, peakAt, reason }: Clear,
): Promise<string | null> {
  const times = { peak, peakAt: new Date(peakAt), clearedAt: new Date(at) };
  const created = await createEvent(tx, place, onset, times);
  if (!created) return null;
  const { id, actions } = created;
  const sent = actions.filter(({ kind }) => kind !== 'overlay');
  const skipped = { status: 'failed', lastError: OVER_BEFORE_SHOWN, doneAt: clock.now() };
  const onsets = actions.map((action) => ({
    ...delivery(clock, id, 'onset', action),
    ...(action.kind === 'overlay' && skipped),
  }));
  const clears = sent.map((action) => delivery(clock, id, 'clear', action));
  await tx.alertDelivery.createMany({ data: [...onsets, ...clears] });
  await auditOnset(clock, tx, place, id, onset);
  await audit(asAlerts(clock, place.workspaceId), tx, 'alert.clear', { kind: 'alert', id }, { reason });
  return id;
}

async function createEvent(
  tx: Transaction,
  { workspaceId, ruleId, locationId, unitId }: MeterAtLocation,
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
  const event = { id, workspaceId, ruleId, locationId, unitId, summary, inPortal, value };
  await tx.alertEvent.create({
    data: { ...event, onsetAt: new Date(at), ...times },
    select: { id: true },
  });
  return { id, actions: actions.flatMap(toDeliveries) };
}

async function auditOnset(
  clock: Clock,
  tx: Transaction,
  { workspaceId, ruleId, locationId }: RuleLocation,
  id: string,
  { value }: Onset,
): Promise<void> {
  const details = { ruleId, locationId, value };
  await audit(asAlerts(clock, workspaceId), tx, 'alert.onset', { kind: 'alert', id }, details);
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
