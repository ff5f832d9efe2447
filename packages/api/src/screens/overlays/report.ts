import type { DevicePrincipal } from '@sitecast/auth';
import type { Context } from '../../core/context.ts';
import { SHOWING } from './delivery.ts';
import type { OverlayEvent } from './schema.ts';

/**
 * Records a screen's report about an overlay. Reports for deliveries that have ended, or of other screens, are ignored.
 */
export async function reportOverlayEvent(
  ctx: Context & { principal: DevicePrincipal },
  { pipId, status, detail = null }: { detail?: string | null } & Omit<OverlayEvent, 'detail'>,
): Promise<void> {
  const { deviceId, workspaceId } = ctx.principal;
  const at = ctx.now();
  // Including `offline`: a screen that reconnected while the overlay was sent finds it in its snapshot.
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
