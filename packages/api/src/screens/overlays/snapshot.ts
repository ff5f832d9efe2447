import type { PipShow } from '@sitecast/protocol/messages';
import { OverlayPayload } from '@sitecast/protocol/overlay-payload';
import type { Context } from '../../core/context.ts';
import { toMessage } from './show.ts';

/**
 * What a screen should show now, with remaining durations, in the order sent. Queued overlays within their deadline start
 * now; those that have expired or been replaced are closed.
 */
export async function activeOverlays(ctx: Context, deviceId: string): Promise<PipShow[]> {
  const now = ctx.now();
  const rows = await ctx.db.overlayDelivery.findMany({
    where: { showingOn: deviceId },
    orderBy: { overlayId: 'asc' },
    select: {
      overlayId: true,
      slot: true,
      queuedUntil: true,
      expiresAt: true,
      overlay: { select: { payload: true } },
    },
  });
  const inTime = rows.filter(({ queuedUntil, expiresAt }) => {
    const deadline = queuedUntil ?? expiresAt;
    return deadline === null || deadline > now;
  });
  // The later of two in one slot wins, even if the server stopped before it closed the first.
  const latest = new Map(inTime.map((row) => [row.slot, row.overlayId]));
  const due = inTime.filter(({ slot, overlayId }) => latest.get(slot) === overlayId);
  await close(ctx, deviceId, except(rows, inTime), { status: 'expired' });
  await close(ctx, deviceId, except(inTime, due), { status: 'cleared', detail: 'replaced' });

  const overlays: PipShow[] = [];
  for (const { overlayId, queuedUntil, expiresAt, overlay } of due) {
    const payload = OverlayPayload.parse(overlay.payload);
    const ends = queuedUntil ? await begin(ctx, overlayId, deviceId, payload) : expiresAt;
    overlays.push(toMessage(overlayId, payload, ends ? (ends.getTime() - now.getTime()) / 1000 : 0));
  }
  return overlays;
}

function except<Row extends { overlayId: string }>(rows: Row[], kept: Row[]): string[] {
  return rows.filter((row) => !kept.includes(row)).map(({ overlayId }) => overlayId);
}

async function close(
  { db, now }: Context,
  deviceId: string,
  overlayIds: string[],
  end: { status: string; detail?: string },
): Promise<void> {
  if (overlayIds.length === 0) return;
  await db.overlayDelivery.updateMany({
    where: { deviceId, overlayId: { in: overlayIds } },
    data: { ...end, showingOn: null, at: now() },
  });
}

/** Starts the duration of a queued overlay. Returns when it ends; null = until cleared. */
async function begin(
  { db, now }: Context,
  overlayId: string,
  deviceId: string,
  { duration }: OverlayPayload,
): Promise<Date | null> {
  const at = now();
  const expiresAt = duration > 0 ? new Date(at.getTime() + duration * 1000) : null;
  await db.overlayDelivery.updateMany({
    where: { overlayId, deviceId, status: 'queued' },
    data: { status: 'sent', queuedUntil: null, at, expiresAt },
  });
  return expiresAt;
}
