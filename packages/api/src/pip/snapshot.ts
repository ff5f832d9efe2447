import type { PipShow } from '@sitecast/realtime/messages';
import type { Context } from '../context.ts';
import { SHOWING } from './delivery.ts';
import { OverlayPayload } from './schema.ts';
import { toMessage } from './service.ts';

/**
 * What a screen should be showing now, each with the time that remains, in the order they were sent. A queued one
 * that is still in time begins now.
 */
export async function activeOverlays(ctx: Context, deviceId: string): Promise<PipShow[]> {
  const now = ctx.now();
  const rows = await ctx.db.overlayDelivery.findMany({
    where: { deviceId, status: { in: SHOWING } },
    orderBy: { overlayId: 'asc' },
    select: {
      overlayId: true,
      slot: true,
      status: true,
      queuedUntil: true,
      expiresAt: true,
      overlay: { select: { payload: true } },
    },
  });
  const due = rows.filter(({ status, queuedUntil, expiresAt }) =>
    status === 'queued' ? queuedUntil !== null && queuedUntil > now : expiresAt === null || expiresAt > now,
  );
  // Of two in one slot the later one stands: the first is gone, even if the server was stopped before it noted so.
  const latest = new Map(due.map((row) => [row.slot, row.overlayId]));
  const overlays: PipShow[] = [];
  for (const row of due) {
    if (latest.get(row.slot) !== row.overlayId) continue;
    const payload = OverlayPayload.parse(row.overlay.payload);
    const ends = row.status === 'queued' ? await begin(ctx, row.overlayId, deviceId, payload) : row.expiresAt;
    overlays.push(toMessage(row.overlayId, payload, ends ? (ends.getTime() - now.getTime()) / 1000 : 0));
  }
  return overlays;
}

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
    data: { status: 'sent', at, expiresAt },
  });
  return expiresAt;
}
