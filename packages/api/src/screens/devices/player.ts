import { uuidv7 } from 'uuidv7';
import type { Context } from '../../core/context.ts';
import type { DeviceContext } from './context.ts';
import type { DeviceInfo, DeviceReportLog } from './schema.ts';
import { forgetDevice } from './service.ts';

/** How many lines a screen's log keeps, and how often the older ones are dropped. */
const LOG_KEEPS = 10_000;
const PRUNE_ONE_IN = 100;

/** Once a connection, and when it has become another: what the player is. Answers the server's clock. */
export async function hello(ctx: DeviceContext, info: DeviceInfo) {
  const { deviceId, workspaceId } = ctx.principal;
  await ctx.db.device.updateMany({ where: { id: deviceId }, data: { info, lastSeenAt: ctx.now() } });
  ctx.events.publish(workspaceId, { event: 'device', change: 'changed', deviceId });
  return { serverTime: ctx.now().toISOString() };
}

/** Every 15 s: it is alive. Now and then it says again what it is, as its memory changes. Answers the server's clock. */
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
    skip: LOG_KEEPS - 1,
    select: { id: true },
  });
  if (oldestKept) await db.deviceLog.deleteMany({ where: { deviceId, id: { lt: oldestKept.id } } });
}

/** The screen's own wish to be nobody again. */
export async function unpair(ctx: DeviceContext): Promise<void> {
  await forgetDevice(ctx, ctx.principal.workspaceId, ctx.principal.deviceId);
}
