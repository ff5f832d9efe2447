import type { Prisma, Transaction } from '@sitecast/db';
import type { WorkspaceContext } from '../context.ts';

/** What became free when locations were closed. */
export interface Closed {
  unitIds: string[];
}

/** Removes locations and ends what was going on there: the meters are free again. Call `tellClosed` after the commit. */
export async function closeLocations(
  ctx: WorkspaceContext,
  tx: Transaction,
  where: Prisma.LocationWhereInput,
): Promise<Closed> {
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
  return { unitIds: assignments.map(({ unitId }) => unitId) };
}

export function tellClosed(ctx: WorkspaceContext, { unitIds }: Closed): void {
  for (const unitId of unitIds) {
    ctx.meters.changed(unitId);
    ctx.events.publish(ctx.workspaceId, { event: 'unit', change: 'unassigned', unitId });
  }
}
