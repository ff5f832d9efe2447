import type { Transaction } from '@sitecast/db';
import { topics } from '@sitecast/realtime';
import { audit } from '../../core/audit.ts';
import type { Context, WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, toPage } from '../../core/page.ts';
import { showingAt } from '../overlays/delivery.ts';
import { deviceFields, toDevice } from './describe.ts';
import {
  type Device,
  type DeviceLogPage,
  type ListDeviceLog,
  LogLevel,
  type UpdateDevice,
} from './schema.ts';

/** @throws AppError NOT_FOUND when the workspace has no such screen */
export async function getDevice(ctx: WorkspaceContext, deviceId: string): Promise<Device> {
  const row = await ctx.db.device.findFirst({ where: inWorkspace(ctx, deviceId), select: deviceFields });
  if (!row) throw noSuchDevice();
  return toDevice(ctx, row);
}

/** Changes the given fields and notifies the screen. @throws AppError NOT_FOUND */
export async function updateDevice(
  ctx: WorkspaceContext,
  { deviceId, ...changes }: UpdateDevice,
): Promise<Device> {
  await getDevice(ctx, deviceId);
  const [row] = await ctx.db.$transaction([
    ctx.db.device.update({ where: { id: deviceId }, data: changes, select: deviceFields }),
    audit(ctx, ctx.db, 'device.update', { kind: 'device', id: deviceId }, changes),
  ]);
  const device = await toDevice(ctx, row);
  const { name, orientation, timezone } = device;
  ctx.bus.publish(topics.device(deviceId), { event: 'device:changed', name, orientation, timezone });
  ctx.events.publish(ctx.workspaceId, { event: 'device', change: 'changed', deviceId });
  return device;
}

/** Unpairs a screen: its secret stops working, and it shows a new code. @throws AppError NOT_FOUND */
export async function removeDevice(ctx: WorkspaceContext, deviceId: string): Promise<void> {
  await getDevice(ctx, deviceId);
  await forgetDevice(ctx, ctx.workspaceId, deviceId);
}

/** Removes a device with its overlays, queued commands, groups and screenshot, whichever side unpairs it. */
export async function forgetDevice(ctx: Context, workspaceId: string, deviceId: string): Promise<void> {
  const at = ctx.now();
  await ctx.db.$transaction([
    ctx.db.device.update({
      where: { id: deviceId },
      data: { removedAt: at, connectionId: null },
      select: { id: true },
    }),
    ctx.db.overlayDelivery.updateMany({
      where: { ...showingAt(at), showingOn: deviceId },
      data: { status: 'cleared', detail: 'unpaired', showingOn: null, at },
    }),
    ctx.db.deviceGroupMember.deleteMany({ where: { deviceId } }),
    ctx.db.deviceScreenshot.deleteMany({ where: { deviceId } }),
    ctx.db.deviceCommand.updateMany({
      where: { deviceId, status: 'queued' },
      data: { status: 'failed', detail: 'unpaired', at },
    }),
    audit(ctx, ctx.db, 'device.remove', { kind: 'device', id: deviceId }),
  ]);
  // The message lets a player show that it was unpaired; the revocation cuts off one that ignores it.
  await ctx.bus.request(topics.device(deviceId), { event: 'device:unpaired' }, 500);
  ctx.revocations.revoke({ kind: 'device', id: deviceId });
  ctx.events.publish(workspaceId, { event: 'device', change: 'removed', deviceId });
}

/** Lists the screen's log, newest first. @throws AppError NOT_FOUND */
export async function listDeviceLog(
  ctx: WorkspaceContext,
  { deviceId, level, tag, ...page }: ListDeviceLog,
): Promise<DeviceLogPage> {
  await requireDevices(ctx, ctx.db, [deviceId]);
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.deviceLog.findMany({
    where: { deviceId, level, tag, ...after },
    ...range,
    select: { id: true, at: true, level: true, tag: true, message: true },
  });
  return toPage(rows, page.limit, (row) => ({
    ...row,
    at: row.at.toISOString(),
    level: LogLevel.parse(row.level),
  }));
}

/**
 * Returns the screens with these IDs, each once, in the order they were paired.
 *
 * @throws AppError NOT_FOUND when one of them is not in this workspace
 */
export async function requireDevices(
  { workspaceId }: { workspaceId: string },
  db: Transaction,
  deviceIds: string[],
): Promise<{ id: string; name: string }[]> {
  const ids = [...new Set(deviceIds)];
  const devices = await db.device.findMany({
    where: { id: { in: ids }, workspaceId, removedAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, name: true },
  });
  if (devices.length < ids.length) throw noSuchDevice();
  return devices;
}

export function noSuchDevice(): AppError {
  return new AppError('NOT_FOUND', 'Screen not found in this workspace.');
}

function inWorkspace({ workspaceId }: { workspaceId: string }, deviceId: string) {
  return { id: deviceId, workspaceId, removedAt: null };
}
