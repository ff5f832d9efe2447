import { type Prisma, transaction } from '@sitecast/db';
import type { z } from 'zod';
import { actorOf, audit } from '../core/audit.ts';
import type { WorkspaceContext } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { keyset, toPage } from '../core/page.ts';
import { DeliveryAction } from './deliver/schema.ts';
import {
  type Alert,
  type AlertDelivery,
  type AlertPage,
  AlertSummary,
  type AlertWithDeliveries,
  type ListAlerts,
} from './schema.ts';

/** Newest first. */
export async function listAlerts(
  ctx: WorkspaceContext,
  { open, projectId, locationId, unitId, ruleId, ...page }: ListAlerts,
): Promise<AlertPage> {
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.alertEvent.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...after,
      ...(open === undefined ? {} : { openKey: open ? { not: null } : null }),
      ...(projectId === undefined ? {} : { location: { projectId } }),
      locationId,
      unitId,
      ruleId,
    },
    ...range,
    select: alertFields,
  });
  return toPage(rows, page.limit, toAlert);
}

/** One alert with its notifications. @throws AppError NOT_FOUND */
export async function getAlert(ctx: WorkspaceContext, alertId: string): Promise<AlertWithDeliveries> {
  const row = await ctx.db.alertEvent.findFirst({
    where: { id: alertId, workspaceId: ctx.workspaceId },
    select: { ...alertFields, deliveries: { orderBy: { id: 'asc' } } },
  });
  if (!row) throw noSuchAlert();
  return { ...toAlert(row), deliveries: row.deliveries.map(toDelivery) };
}

/** Acknowledges an alert. Only the first acknowledgement counts; another is no error. @throws AppError NOT_FOUND */
export async function acknowledgeAlert(ctx: WorkspaceContext, alertId: string): Promise<Alert> {
  const { workspaceId } = ctx;
  const { id: acknowledgedById, label: acknowledgedByLabel } = actorOf(ctx.principal);
  const { alert, isFirst } = await transaction(ctx.db, async (tx) => {
    const { count } = await tx.alertEvent.updateMany({
      where: { id: alertId, workspaceId, acknowledgedAt: null },
      data: { acknowledgedAt: ctx.now(), acknowledgedById, acknowledgedByLabel },
    });
    const row = await tx.alertEvent.findFirst({ where: { id: alertId, workspaceId }, select: alertFields });
    if (!row) throw noSuchAlert();
    if (count > 0) {
      const resource = { kind: 'alert', id: alertId };
      await audit(ctx, tx, 'alert.acknowledge', resource);
    }
    return { alert: toAlert(row), isFirst: count > 0 };
  });
  if (isFirst) ctx.events.publish(workspaceId, { event: 'alert', change: 'acknowledged', alertId });
  return alert;
}

function noSuchAlert(): AppError {
  return new AppError('NOT_FOUND', 'Alert not found in this workspace.');
}

const alertFields = {
  id: true,
  ruleId: true,
  location: { select: { id: true, name: true, project: { select: { id: true, name: true } } } },
  unitId: true,
  openKey: true,
  summary: true,
  onsetAt: true,
  value: true,
  peak: true,
  peakAt: true,
  clearedAt: true,
  acknowledgedAt: true,
  acknowledgedByLabel: true,
} satisfies Prisma.AlertEventSelect;

function toAlert(row: Prisma.AlertEventGetPayload<{ select: typeof alertFields }>): Alert {
  const { ruleName, condition } = AlertSummary.parse(row.summary);
  const { project, ...location } = row.location;
  return {
    id: row.id,
    ruleId: row.ruleId,
    ruleName,
    condition,
    location: { ...location, projectId: project.id, projectName: project.name },
    unitId: row.unitId,
    open: row.openKey !== null,
    onsetAt: row.onsetAt.toISOString(),
    value: row.value,
    peak: row.peak,
    peakAt: row.peakAt?.toISOString() ?? null,
    clearedAt: row.clearedAt?.toISOString() ?? null,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: row.acknowledgedByLabel,
  };
}

function toDelivery(row: Prisma.AlertDeliveryGetPayload<object>): z.infer<typeof AlertDelivery> {
  const action = DeliveryAction.parse(row.action);
  return {
    moment: row.moment as 'onset' | 'clear',
    kind: action.kind,
    to: action.kind === 'email' ? action.to : action.kind === 'webhook' ? action.url : action.targetId,
    status: row.status as z.infer<typeof AlertDelivery>['status'],
    attempts: row.attempts,
    lastError: row.lastError,
    doneAt: row.doneAt?.toISOString() ?? null,
  };
}
