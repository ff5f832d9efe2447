import type { Context, WorkspaceContext } from '../context.ts';
import { deliver } from '../devices/deliver.ts';
import { showingAt } from './delivery.ts';
import type { Target } from './target.ts';

/** Notes who missed it, and that it has taken the place of what stood in its slot on the others. */
export async function settle(
  { db, now }: WorkspaceContext,
  pipId: string,
  { devices }: Target,
  slot: string,
  queueFor: number,
  reached: ReadonlySet<string>,
): Promise<void> {
  const at = now();
  const missed = devices.flatMap(({ id }) => (reached.has(id) ? [] : [id]));
  const due = queueFor > 0 ? devices.map(({ id }) => id) : [...reached];
  const miss =
    queueFor > 0
      ? { status: 'queued', queuedUntil: new Date(at.getTime() + queueFor * 1000) }
      : { status: 'offline', showingOn: null };
  await db.$transaction([
    ...(missed.length > 0
      ? [
          db.overlayDelivery.updateMany({
            where: { overlayId: pipId, deviceId: { in: missed }, status: 'sent' },
            data: { ...miss, at },
          }),
        ]
      : []),
    ...(due.length > 0
      ? [
          db.overlayDelivery.updateMany({
            // Older ones only: ids are in order of time, and of two at once the later one must stand.
            where: { ...showingAt(at), showingOn: { in: due }, slot, overlayId: { lt: pipId } },
            data: { status: 'cleared', detail: 'replaced', showingOn: null, at },
          }),
        ]
      : []),
  ]);
}

/**
 * Gives way to what came while the overlay was being sent: a clear that may have reached a screen first, and a later
 * overlay in its slot that was settled before this one was stored.
 */
export async function giveWay(
  ctx: Context,
  pipId: string,
  { devices }: Target,
  slot: string,
  reached: ReadonlySet<string>,
): Promise<void> {
  const { db } = ctx;
  const at = ctx.now();
  const onTarget = { in: devices.map(({ id }) => id) };
  const inBetween = await db.overlayDelivery.findMany({
    where: {
      OR: [
        { overlayId: pipId, status: 'cleared' },
        { ...showingAt(at), showingOn: onTarget, slot, overlayId: { gt: pipId } },
      ],
    },
    select: { overlayId: true, deviceId: true },
  });
  if (inBetween.length === 0) return;
  const replaced = inBetween.filter(({ overlayId }) => overlayId !== pipId);
  await db.overlayDelivery.updateMany({
    where: { overlayId: pipId, showingOn: { in: replaced.map(({ deviceId }) => deviceId) } },
    data: { status: 'cleared', detail: 'replaced', showingOn: null, at },
  });
  const gone = new Set(inBetween.map(({ deviceId }) => deviceId).filter((id) => reached.has(id)));
  await deliver(ctx, [...gone], { event: 'device:pip-clear', pip_id: pipId });
}
