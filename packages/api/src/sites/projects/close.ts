import type { Prisma, Transaction } from '@sitecast/db';
import type { WorkspaceContext } from '../../core/context.ts';

/** The meters unassigned and the alerts ended by removing locations. */
export interface ClosedLocations {
  unitIds: string[];
  alertIds: string[];
}

/** Removes locations, unassigns their meters and ends their open alerts. Call `publishClosed` after the commit. */
export async function closeLocations(
  ctx: WorkspaceContext,
  tx: Transaction,
  where: Prisma.LocationWhereInput,
): Promise<ClosedLocations> {
  const at = ctx.now();
  const found = await tx.location.findMany({ where, select: { id: true } });
  const locationIds = found.map(({ id }) => id);
  const active = { activeLocationId: { in: locationIds } };
  const assignments = await tx.unitAssignment.findMany({ where: active, select: { unitId: true } });
  await tx.unitAssignment.updateMany({
    where: active,
    data: { assignedUntil: at, activeUnitId: null, activeLocationId: null },
  });
  await tx.location.updateMany({ where: { id: { in: locationIds } }, data: { removedAt: at } });
  const alertIds = await ctx.alerts.closeAt(tx, locationIds);
  return { unitIds: assignments.map(({ unitId }) => unitId), alertIds };
}

/** Notifies other processes and clients of what `closeLocations` has changed. */
export function publishClosed(ctx: WorkspaceContext, { unitIds, alertIds }: ClosedLocations): void {
  ctx.alerts.changed(ctx.workspaceId);
  ctx.alerts.announceCleared(ctx.workspaceId, alertIds);
  for (const unitId of unitIds) {
    ctx.meters.changed(unitId);
    ctx.events.publish(ctx.workspaceId, { event: 'unit', change: 'unassigned', unitId });
  }
}
