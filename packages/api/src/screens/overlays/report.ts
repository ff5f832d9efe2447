import type { DevicePrincipal } from '@sitecast/auth';
import type { Context } from '../../core/context.ts';
import { SHOWING } from './delivery.ts';
import type { OverlayEvent } from './schema.ts';

/**
 * Notes what a screen says became of an overlay. What has ended stays ended, and a screen can speak of its own
 * deliveries only: anything else changes nothing.
 */
export async function reportOverlayEvent(
  ctx: Context & { principal: DevicePrincipal },
  { pipId, status, detail = null }: { detail?: string | null } & Omit<OverlayEvent, 'detail'>,
): Promise<void> {
  const { deviceId, workspaceId } = ctx.principal;
  const at = ctx.now();
  // `offline` too: a screen that came back in the very moment of sending has found it in its snapshot.
  const open = [...SHOWING, 'offline'].filter((from) => from !== status);
  const { count } = await ctx.db.overlayDelivery.updateMany({
    where: { overlayId: pipId, deviceId, status: { in: open } },
    data: { status, showingOn: status === 'shown' ? deviceId : null, queuedUntil: null, at, detail },
  });
  if (count === 0) return;
  ctx.events.publish(workspaceId, {
    event: 'delivery',
    pipId,
    deviceId,
    status,
    detail,
    at: at.toISOString(),
  });
}
