import { audit } from '../../core/audit.ts';
import type { WorkspaceActor } from '../../core/context.ts';
import { deliver } from '../devices/deliver.ts';
import { showingAt } from './delivery.ts';
import type { ClearOverlay, ClearResult } from './schema.ts';
import { resolveTarget } from './target.ts';
import {
  closeCleared,
  closeWithdrawn,
  findGroupOverlays,
  notifyWithdrawn,
  type ScreensByOverlay,
} from './withdraw.ts';

const NOWHERE: ScreensByOverlay = new Map();

/**
 * Clears one overlay, or without `pipId` every overlay, from a screen or a group's screens. Overlays sent to the group are
 * also cleared from screens that have since left it. An overlay that no longer shows is ignored, so a late clear never
 * ends a newer one.
 *
 * @throws AppError NOT_FOUND if the target is not in this workspace
 */
export async function clearOverlay(
  ctx: WorkspaceActor,
  { deviceId, pipId }: ClearOverlay,
): Promise<ClearResult> {
  const { db, workspaceId } = ctx;
  const target = await resolveTarget(ctx, deviceId);
  const deviceIds = target.devices.map(({ id }) => id);
  const at = ctx.now();
  const showing = { ...showingAt(at), showingOn: { in: deviceIds }, overlayId: pipId };
  const affected = await db.overlayDelivery.groupBy({ by: ['overlayId'], where: showing });
  const elsewhere =
    target.kind === 'group'
      ? await findGroupOverlays(db, at, target.id, { pipId, except: deviceIds })
      : NOWHERE;
  const here = affected.map(({ overlayId }) => overlayId);
  const overlayIds = [...new Set([...here, ...elsewhere.keys()])];
  await db.$transaction([
    db.overlayDelivery.updateMany({
      where: { ...showing, overlayId: { in: here } },
      data: { status: 'cleared', showingOn: null, at },
    }),
    ...closeWithdrawn(db, at, elsewhere),
    closeCleared(db, at, overlayIds),
    audit(ctx, db, 'pip.clear', { kind: target.kind, id: target.id }, { pipIds: overlayIds }),
  ]);

  const reached = await deliver(ctx, deviceIds, { event: 'device:pip-clear', pip_id: pipId });
  await notifyWithdrawn(ctx, elsewhere);
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
