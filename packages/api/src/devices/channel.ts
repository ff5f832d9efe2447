import type { DevicePrincipal } from '@sitecast/auth';
import { CloseCode, createLiveFeed, handOver, topics } from '@sitecast/realtime';
import {
  type DeviceMessage,
  type DeviceReply,
  type DeviceSnapshot,
  DeviceTopicMessage,
  type Orientation,
} from '@sitecast/realtime/messages';
import { uuidv7 } from 'uuidv7';
import type { Context } from '../context.ts';
import { activeOverlays } from '../pip/snapshot.ts';
import { noSuchDevice } from './service.ts';

/**
 * A screen's subscription: first what it should be showing now, then every message to it. This process answers on
 * the screen's topic as long as it lasts. A newer connection of the same screen replaces the older one.
 */
export async function* deviceMessages(
  ctx: Context & { principal: DevicePrincipal },
  signal?: AbortSignal,
): AsyncGenerator<DeviceMessage> {
  const { deviceId } = ctx.principal;
  const connectionId = uuidv7();
  const feed = createLiveFeed<DeviceMessage>('every');
  const topic = topics.device(deviceId);

  const leaveTopic = await ctx.bus.subscribe(topic, (raw): DeviceReply => {
    const message = DeviceTopicMessage.safeParse(raw);
    if (!message.success) return { taken: false };
    if (message.data.event !== 'device:taken-over') return { taken: feed.publish(message.data) > 0 };
    if (message.data.connectionId !== connectionId) {
      leaveTopic();
      ctx.socket?.close(CloseCode.Replaced, 'A newer connection of this screen has taken over');
    }
    return { taken: true };
  });
  try {
    ctx.bus.publish(topic, { event: 'device:taken-over', connectionId });
    await ctx.presence.connected(ctx.principal, connectionId);
    yield* handOver<DeviceMessage>(ctx.socket ?? undefined, feed, () => deviceSnapshot(ctx), signal);
  } finally {
    leaveTopic();
    ctx.presence.disconnected(ctx.principal, connectionId);
  }
}

async function deviceSnapshot(ctx: Context & { principal: DevicePrincipal }): Promise<DeviceSnapshot> {
  const device = await ctx.db.device.findFirst({
    where: { id: ctx.principal.deviceId, removedAt: null },
    select: {
      id: true,
      name: true,
      orientation: true,
      timezone: true,
      workspace: { select: { name: true } },
    },
  });
  if (!device) throw noSuchDevice();
  return {
    event: 'device:snapshot',
    device_id: device.id,
    name: device.name,
    workspace: device.workspace.name,
    orientation: device.orientation as Orientation,
    timezone: device.timezone,
    server_time: ctx.now().toISOString(),
    overlays: await activeOverlays(ctx, device.id),
  };
}
