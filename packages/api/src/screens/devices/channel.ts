import { CloseCode } from '@sitecast/protocol/close-code';
import type { DeviceMessage, DeviceSnapshot, Orientation } from '@sitecast/protocol/messages';
import { createLiveFeed, type DeviceReply, DeviceTopicMessage, handOver, topics } from '@sitecast/realtime';
import { uuidv7 } from 'uuidv7';
import { takePendingUpdates } from '../commands/service.ts';
import { activeOverlays } from '../overlays/snapshot.ts';
import type { DeviceContext } from './context.ts';
import { noSuchDevice } from './service.ts';

const TAKEN: DeviceReply = { taken: true };

/**
 * A screen's subscription: a snapshot of what it should be showing, then every message to it. While it lasts, this
 * process answers requests on the screen's topic. A newer connection of the same screen replaces it.
 */
export async function* deviceMessages(
  ctx: DeviceContext,
  signal?: AbortSignal,
): AsyncGenerator<DeviceMessage> {
  const { deviceId } = ctx.principal;
  const connectionId = uuidv7();
  const feed = createLiveFeed<DeviceMessage>('every');
  const topic = topics.device(deviceId);
  let replaced = false;

  const leaveTopic = await ctx.bus.subscribe(topic, (raw): DeviceReply | undefined => {
    const message = parseOnce(raw);
    if (!message || replaced) return undefined;
    if (message.event !== 'device:taken-over') {
      // Without an answer from here, another connection of this screen can still accept the message.
      return feed.publish(message) > 0 ? TAKEN : undefined;
    }
    // UUIDv7 sorts by time: of two concurrent connections, the newer one stays.
    if (message.connectionId > connectionId) {
      replaced = true;
      feed.close();
      ctx.socket?.close(CloseCode.Replaced, 'A newer connection of this screen has taken over');
    }
    return undefined;
  });
  // Messages published while the bus was unreachable are lost, so the screen gets a new snapshot.
  const stopWatching = ctx.bus.onReconnect(() => {
    deviceSnapshot(ctx).then(
      (snapshot) => feed.publish(snapshot),
      (error) => ctx.log.error({ err: error, deviceId }, 'could not send a screen a new snapshot'),
    );
  });
  try {
    ctx.bus.publish(topic, { event: 'device:taken-over', connectionId });
    await ctx.presence.connected(ctx.principal, connectionId);
    yield* handOver<DeviceMessage>(ctx.socket ?? undefined, feed, () => deviceSnapshot(ctx), signal);
  } finally {
    stopWatching();
    leaveTopic();
    ctx.presence.disconnected(ctx.principal, connectionId);
  }
}

const parsed = new WeakMap<object, DeviceTopicMessage | null>();

/** Within a process all subscribers get the same object; parsing it once also means that it is serialised only once. */
function parseOnce(raw: unknown): DeviceTopicMessage | null {
  if (typeof raw !== 'object' || raw === null) return null;
  let message = parsed.get(raw);
  if (message === undefined) {
    message = DeviceTopicMessage.safeParse(raw).data ?? null;
    parsed.set(raw, message);
  }
  return message;
}

async function deviceSnapshot(ctx: DeviceContext): Promise<DeviceSnapshot> {
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
    commands: await takePendingUpdates(ctx, device.id),
  };
}
