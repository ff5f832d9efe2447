import { groupCommit, Prisma } from '@sitecast/db';
import type { WorkspaceActor } from '../../core/context.ts';
import { deliver } from '../devices/deliver.ts';
import type { Target } from './target.ts';

/**
 * Notes who missed it, and that it has taken the place of what stood in its slot on the others. By plain SQL, as all
 * that an overlay waits for: Prisma's own methods take several times as long.
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
          // Older ones only: ids are in order of time, and of two at once the later one must stand.
          db.$executeRaw`
            UPDATE "OverlayDelivery" SET "status" = 'cleared', "detail" = 'replaced', "showingOn" = NULL, "at" = ${at}
            WHERE ${stillShowing(at)} AND "showingOn" IN (${Prisma.join(due)}) AND "slot" = ${slot}
              AND "overlayId" < ${pipId}`,
        ]
      : []),
  ]);
}

/**
 * Gives way to what came while the overlay was being sent: a clear that may have reached a screen first, and a later
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
  // Nobody shows it, and nobody is going to.
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

/** As `showingAt`, of a row whose `showingOn` is asked for by itself. */
function stillShowing(at: Date): Prisma.Sql {
  return Prisma.sql`(("queuedUntil" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > ${at})) OR "queuedUntil" > ${at})`;
}
