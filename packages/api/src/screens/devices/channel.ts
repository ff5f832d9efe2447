import { CloseCode } from '@sitecast/protocol/close-code';
import type { DeviceMessage, DeviceSnapshot, Orientation } from '@sitecast/protocol/messages';
import { createLiveFeed, type DeviceReply, DeviceTopicMessage, handOver, topics } from '@sitecast/realtime';
import { uuidv7 } from 'uuidv7';
import { waitingCommands } from '../commands/service.ts';
import { activeOverlays } from '../overlays/snapshot.ts';
import type { DeviceContext } from './context.ts';
import { noSuchDevice } from './service.ts';

const TAKEN: DeviceReply = { taken: true };

/**
 * A screen's subscription: first what it should be showing now, then every message to it. This process answers on
 * the screen's topic as long as it lasts. A newer connection of the same screen replaces the older one.
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
    const message = readOnce(raw);
    if (!message || replaced) return undefined;
    if (message.event !== 'device:taken-over') {
      // No answer rather than a no: another connection of this screen may be the one that takes it.
      return feed.publish(message) > 0 ? TAKEN : undefined;
    }
    // Ids are in order of time: of two that arrive together the later one stays.
    if (message.connectionId > connectionId) {
      replaced = true;
      feed.close();
      ctx.socket?.close(CloseCode.Replaced, 'A newer connection of this screen has taken over');
    }
    return undefined;
  });
  // What was published while the bus was away is lost: the screen is told again what it should be showing.
  const stopWatching = ctx.bus.onReconnect(() => {
    deviceSnapshot(ctx).then(
      (snapshot) => feed.publish(snapshot),
      (error) => ctx.log.error({ err: error, deviceId }, 'a screen could not be brought up to date'),
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

const read = new WeakMap<object, DeviceTopicMessage | null>();

/** Within a process the bus hands one object to all: checked once, it is serialised once for all screens too. */
function readOnce(raw: unknown): DeviceTopicMessage | null {
  if (typeof raw !== 'object' || raw === null) return null;
  let message = read.get(raw);
  if (message === undefined) {
    message = DeviceTopicMessage.safeParse(raw).data ?? null;
    read.set(raw, message);
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
    commands: await waitingCommands(ctx, device.id),
  };
}
