import { audit } from '../../core/audit.ts';
import type { WorkspaceActor } from '../../core/context.ts';
import { deliver } from '../devices/deliver.ts';
import { showingAt } from './delivery.ts';
import type { ClearOverlay, ClearResult } from './schema.ts';
import { resolveTarget } from './target.ts';
import { noteCleared, noteWithdrawn, type Standing, standingOfGroup, tellWithdrawn } from './withdraw.ts';

const NOWHERE: Standing = new Map();

/**
 * Takes one overlay, or without `pipId` every overlay, off a screen or a group's screens; what was sent to the group
 * also leaves those that are no longer in it. One that is no longer showing is nothing to take off: a late clear
 * never ends a newer overlay.
 *
 * @throws AppError NOT_FOUND when the target is not in this workspace
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
      ? await standingOfGroup(db, at, target.id, { pipId, except: deviceIds })
      : NOWHERE;
  const here = affected.map(({ overlayId }) => overlayId);
  const overlayIds = [...new Set([...here, ...elsewhere.keys()])];
  await db.$transaction([
    db.overlayDelivery.updateMany({
      where: { ...showing, overlayId: { in: here } },
      data: { status: 'cleared', showingOn: null, at },
    }),
    ...noteWithdrawn(db, at, elsewhere),
    noteCleared(db, at, overlayIds),
    audit(ctx, db, 'pip.clear', { kind: target.kind, id: target.id }, { pipIds: overlayIds }),
  ]);

  const reached = await deliver(ctx, deviceIds, { event: 'device:pip-clear', pip_id: pipId });
  await tellWithdrawn(ctx, elsewhere);
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
