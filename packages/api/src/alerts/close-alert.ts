import type { Prisma, Transaction } from '@sitecast/db';
import { audit } from '../core/audit.ts';
import type { Clock } from '../core/scope.ts';
import { asAlerts, delivery } from './alert-rows.ts';
import type { DeliveryAction } from './deliver/schema.ts';

/** How an alert ended. */
export interface AlertEnd {
  at: Date;
  reason: string;
  peak?: { value: number; at: Date };
}

/** Closes one open alert and notifies the recipients of its onset. False if it was closed already. */
export async function closeAlert(
  clock: Clock,
  tx: Transaction,
  event: { id: string; workspaceId: string },
  { at, reason, peak }: AlertEnd,
): Promise<boolean> {
  const { count } = await tx.alertEvent.updateMany({
    where: { id: event.id, openKey: { not: null } },
    data: { openKey: null, clearedAt: at, ...(peak && { peak: peak.value, peakAt: peak.at }) },
  });
  if (count === 0) return false;
  const onsets = await tx.alertDelivery.findMany({
    where: { eventId: event.id, moment: 'onset' },
    orderBy: { id: 'asc' },
    select: { action: true },
  });
  await tx.alertDelivery.createMany({
    data: onsets.map(({ action }) => delivery(clock, event.id, 'clear', action as DeliveryAction)),
  });
  const resource = { kind: 'alert', id: event.id };
  await audit(asAlerts(clock, event.workspaceId), tx, 'alert.clear', resource, { reason });
  return true;
}

/**
 * Closes open alerts because their rule or location was changed or removed, and forgets the rules' states.
 *
 * @returns the ids of the closed alerts: after the commit, publish them and wake the deliveries
 */
export async function closeAlerts(
  clock: Clock,
  tx: Transaction,
  where: Prisma.AlertEventWhereInput & { ruleId?: unknown; locationId?: unknown },
): Promise<string[]> {
  const { ruleId, locationId } = where;
  const open = await tx.alertEvent.findMany({
    where: { ...where, openKey: { not: null } },
    select: { id: true, workspaceId: true },
  });
  for (const event of open) await closeAlert(clock, tx, event, { at: clock.now(), reason: 'rule' });
  await tx.alertState.deleteMany({ where: { ruleId, locationId } as Prisma.AlertStateWhereInput });
  return open.map(({ id }) => id);
}
