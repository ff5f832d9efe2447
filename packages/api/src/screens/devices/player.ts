import { uuidv7 } from 'uuidv7';
import type { Context } from '../../core/context.ts';
import type { DeviceContext } from './context.ts';
import type { DeviceInfo, DeviceReportLog } from './schema.ts';
import { forgetDevice } from './service.ts';

/** Lines kept in a screen's log. */
const LOG_LENGTH = 10_000;
/** The log is pruned on one of this many lines, on average. */
const PRUNE_ONE_IN = 100;

/** Stores what the player reports about itself, once per connection and when it changes. @returns the server's time */
export async function hello(ctx: DeviceContext, info: DeviceInfo) {
  const { deviceId, workspaceId } = ctx.principal;
  await ctx.db.device.updateMany({ where: { id: deviceId }, data: { info, lastSeenAt: ctx.now() } });
  ctx.events.publish(workspaceId, { event: 'device', change: 'changed', deviceId });
  return { serverTime: ctx.now().toISOString() };
}

/** Sent every 15 s, sometimes with fresh info, such as the free memory. @returns the server's time */
export async function heartbeat(ctx: DeviceContext, info?: DeviceInfo) {
  const { deviceId } = ctx.principal;
  ctx.presence.seen(deviceId);
  if (info) await ctx.db.device.updateMany({ where: { id: deviceId }, data: { info } });
  return { serverTime: ctx.now().toISOString() };
}

export async function logLine(ctx: DeviceContext, line: DeviceReportLog): Promise<void> {
  const { deviceId } = ctx.principal;
  await ctx.db.deviceLog.create({
    data: { id: uuidv7(), deviceId, at: ctx.now(), ...line },
    select: { id: true },
  });
  if (Math.random() < 1 / PRUNE_ONE_IN) await pruneLog(ctx, deviceId);
}

async function pruneLog({ db }: Context, deviceId: string): Promise<void> {
  const oldestKept = await db.deviceLog.findFirst({
    where: { deviceId },
    orderBy: { id: 'desc' },
    skip: LOG_LENGTH - 1,
    select: { id: true },
  });
  if (oldestKept) await db.deviceLog.deleteMany({ where: { deviceId, id: { lt: oldestKept.id } } });
}

/** Unpairs the screen at its own request. */
export async function unpair(ctx: DeviceContext): Promise<void> {
  await forgetDevice(ctx, ctx.principal.workspaceId, ctx.principal.deviceId);
}
