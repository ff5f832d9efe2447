import { groupCommit, Prisma } from '@sitecast/db';
import type { WorkspaceActor } from '../../core/context.ts';
import { deliver } from '../devices/deliver.ts';
import type { Target } from './target.ts';

/**
 * Marks the deliveries that were missed, and those that the overlay has replaced in its slot. In plain SQL, because it
 * delays the overlay and Prisma's own methods take several times as long.
 */
export async function settle(
  { db, now }: WorkspaceActor,
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
      ? Prisma.sql`"status" = 'queued', "queuedUntil" = ${new Date(at.getTime() + queueFor * 1000)}`
      : Prisma.sql`"status" = 'offline', "showingOn" = NULL`;
  await groupCommit(db, () => [
    ...(missed.length > 0
      ? [
          db.$executeRaw`
            UPDATE "OverlayDelivery" SET ${miss}, "at" = ${at}
            WHERE "overlayId" = ${pipId} AND "deviceId" IN (${Prisma.join(missed)}) AND "status" = 'sent'`,
        ]
      : []),
    ...(due.length > 0
      ? [
          // Only older ones: ids sort by time, and of two sent at once the later one must win.
          db.$executeRaw`
            UPDATE "OverlayDelivery" SET "status" = 'cleared', "detail" = 'replaced', "showingOn" = NULL, "at" = ${at}
            WHERE ${stillShowing(at)} AND "showingOn" IN (${Prisma.join(due)}) AND "slot" = ${slot}
              AND "overlayId" < ${pipId}`,
        ]
      : []),
  ]);
}

/**
 * Yields to what happened while the overlay was being sent: a clear that may have reached a screen first, or a later
 * overlay in its slot that was settled before this one was stored.
 */
export async function giveWay(
  ctx: WorkspaceActor,
  pipId: string,
  { devices }: Target,
  slot: string,
  queueFor: number,
  reached: ReadonlySet<string>,
): Promise<void> {
  // No screen shows it or will show it.
  if (devices.length === 0 || (reached.size === 0 && queueFor === 0)) return;
  const { db } = ctx;
  const at = ctx.now();
  const inBetween = await db.$queryRaw<{ overlayId: string; deviceId: string }[]>`
    SELECT "overlayId", "deviceId" FROM "OverlayDelivery"
    WHERE ("overlayId" = ${pipId} AND "status" = 'cleared')
      OR (${stillShowing(at)} AND "showingOn" IN (${Prisma.join(devices.map(({ id }) => id))})
        AND "slot" = ${slot} AND "overlayId" > ${pipId})`;
  if (inBetween.length === 0) return;
  const replaced = inBetween.filter(({ overlayId }) => overlayId !== pipId);
  await db.overlayDelivery.updateMany({
    where: { overlayId: pipId, showingOn: { in: replaced.map(({ deviceId }) => deviceId) } },
    data: { status: 'cleared', detail: 'replaced', showingOn: null, at },
  });
  const gone = new Set(inBetween.map(({ deviceId }) => deviceId).filter((id) => reached.has(id)));
  await deliver(ctx, [...gone], { event: 'device:pip-clear', pip_id: pipId });
}

/** As `showingAt`, without the condition on `showingOn`. */
function stillShowing(at: Date): Prisma.Sql {
  return Prisma.sql`(("queuedUntil" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > ${at})) OR "queuedUntil" > ${at})`;
}
