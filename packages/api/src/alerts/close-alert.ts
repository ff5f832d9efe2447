import type { Prisma, Transaction } from '@sitecast/db';
import type { AlertState } from '@sitecast/monitor/alerts';
import { uuidv7 } from 'uuidv7';
import { auditRow } from '../core/audit.ts';
import type { App } from '../core/context.ts';
import type { DeliveryAction } from './deliver/schema.ts';

/** A rule at a location: what has one state, and at most one alert at a time. */
export interface Place {
  workspaceId: string;
  ruleId: string;
  locationId: string;
}

export type Times = Pick<App, 'now'>;

export function openKey({ ruleId, locationId }: Pick<Place, 'ruleId' | 'locationId'>): string {
  return `${ruleId}:${locationId}`;
}

export async function saveState(tx: Transaction, place: Place, state: AlertState, at: Date): Promise<void> {
  const { ruleId, locationId } = place;
  await tx.alertState.upsert({
    where: { ruleId_locationId: { ruleId, locationId } },
    create: { ruleId, locationId, state, updatedAt: at },
    update: { state, updatedAt: at },
    select: { ruleId: true },
  });
}

/** What is known of an alert at its end. */
export interface End {
  at: Date;
  reason: string;
  peak?: { value: number; at: Date };
}

/** Ends one open alert: whoever was told of its beginning is told of its end. False when it was over already. */
export async function closeAlert(
  app: Times,
  tx: Transaction,
  event: { id: string; workspaceId: string },
  { at, reason, peak }: End,
): Promise<boolean> {
  const { count } = await tx.alertEvent.updateMany({
    where: { id: event.id, openKey: { not: null } },
    data: { openKey: null, clearedAt: at, ...(peak && { peak: peak.value, peakAt: peak.at }) },
  });
  if (count === 0) return false;
  const told = await tx.alertDelivery.findMany({
    where: { eventId: event.id, moment: 'onset' },
    orderBy: { id: 'asc' },
    select: { action: true },
  });
  await tx.alertDelivery.createMany({
    data: told.map(({ action }) => delivery(app, event.id, 'clear', action as DeliveryAction)),
  });
  await tx.auditEvent.create({
    data: alertAudit(app, 'alert.clear', event.workspaceId, event.id, { reason }),
  });
  return true;
}

/**
 * Ends what is open because its rule, or its location, has been changed or taken away. Returns what was ended: publish
 * it, and wake the dispatcher, after the commit.
 */
export async function closeAlerts(
  app: Times,
  tx: Transaction,
  where: Prisma.AlertEventWhereInput & { ruleId?: unknown; locationId?: unknown },
): Promise<string[]> {
  const { ruleId, locationId } = where;
  const open = await tx.alertEvent.findMany({
    where: { ...where, openKey: { not: null } },
    select: { id: true, workspaceId: true },
  });
  for (const event of open) await closeAlert(app, tx, event, { at: app.now(), reason: 'rule' });
  await tx.alertState.deleteMany({ where: { ruleId, locationId } as Prisma.AlertStateWhereInput });
  return open.map(({ id }) => id);
}

/** The row of something that is to be sent. */
export function delivery(
  { now }: Times,
  eventId: string,
  moment: 'onset' | 'clear',
  action: DeliveryAction,
): Prisma.AlertDeliveryCreateManyInput {
  return { id: uuidv7(), eventId, moment, action, status: 'pending', dueAt: now() };
}

export function alertAudit(
  { now }: Times,
  action: string,
  workspaceId: string,
  alertId: string,
  details: Prisma.InputJsonObject,
) {
  return auditRow(
    { principal: { kind: 'system', label: 'alerts' }, ip: '', now },
    { action, resource: { kind: 'alert', id: alertId }, workspaceId, details },
  );
}
