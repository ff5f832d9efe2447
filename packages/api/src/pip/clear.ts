import { auditRow } from '../audit/service.ts';
import type { WorkspaceContext } from '../context.ts';
import { deliver, showingAt } from './delivery.ts';
import type { ClearOverlay, ClearResult } from './schema.ts';
import { resolveTarget } from './target.ts';

/**
 * Takes one overlay, or without `pipId` every overlay, off a screen or a group's screens. One that is no longer
 * showing is nothing to take off: a late clear never ends a newer overlay.
 *
 * @throws AppError NOT_FOUND when the target is not in this workspace
 */
export async function clearOverlay(
  ctx: WorkspaceContext,
  { deviceId, pipId }: ClearOverlay,
): Promise<ClearResult> {
  const { db, workspaceId } = ctx;
  const target = await resolveTarget(ctx, deviceId);
  const deviceIds = target.devices.map(({ id }) => id);
  const at = ctx.now();
  const showing = { ...showingAt(at), showingOn: { in: deviceIds }, overlayId: pipId };
  const affected = await db.overlayDelivery.groupBy({ by: ['overlayId'], where: showing });
  const overlayIds = affected.map(({ overlayId }) => overlayId);
  await db.$transaction([
    db.overlayDelivery.updateMany({
      where: { ...showing, overlayId: { in: overlayIds } },
      data: { status: 'cleared', showingOn: null, at },
    }),
    db.overlay.updateMany({
      where: { id: { in: overlayIds }, clearedAt: null, deliveries: { none: showingAt(at) } },
      data: { clearedAt: at },
    }),
    db.auditEvent.createMany({
      data: auditRow(ctx, {
        action: 'pip.clear',
        resource: { kind: target.kind, id: target.id },
        workspaceId,
        details: { pipIds: overlayIds },
      }),
    }),
  ]);

  const reached = await deliver(ctx, deviceIds, { event: 'device:pip-clear', pip_id: pipId });
  for (const overlayId of overlayIds)
    ctx.events.publish(workspaceId, { event: 'overlay', change: 'cleared', pipId: overlayId });
  return {
    success: true,
    target: target.kind,
    sent: reached.size,
    offline: deviceIds.length - reached.size,
    total: deviceIds.length,
    results: target.devices.map(({ id, name }) => ({
      deviceId: id,
      name,
      status: reached.has(id) ? 'sent' : 'offline',
    })),
  };
}
