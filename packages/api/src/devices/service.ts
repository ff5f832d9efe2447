import type { Prisma } from '@sitecast/db';
import { topics } from '@sitecast/realtime';
import type { Orientation } from '@sitecast/realtime/messages';
import { auditRow } from '../audit/service.ts';
import type { Context, WorkspaceContext } from '../context.ts';
import { AppError } from '../errors.ts';
import { keyset, type Page, toPage } from '../page.ts';
import { showingAt } from '../pip/delivery.ts';
import { isOnline } from './presence.ts';
import {
  type Device,
  DeviceInfo,
  type DeviceLogPage,
  type DevicePage,
  type ListDeviceLog,
  LogLevel,
  type UpdateDevice,
} from './schema.ts';

/** The workspace's screens in the order they were paired. */
export async function listDevices(ctx: WorkspaceContext, page: Page): Promise<DevicePage> {
  const { after, ...range } = keyset(page, 'asc');
  const rows = await ctx.db.device.findMany({
    where: { workspaceId: ctx.workspaceId, removedAt: null, ...after },
    ...range,
    select: deviceFields,
  });
  return toPage(rows, page.limit, (row) => toDevice(row, ctx.now()));
}

/** @throws AppError NOT_FOUND when the workspace has no such screen */
export async function getDevice(ctx: WorkspaceContext, deviceId: string): Promise<Device> {
  const row = await ctx.db.device.findFirst({ where: inWorkspace(ctx, deviceId), select: deviceFields });
  if (!row) throw noSuchDevice();
  return toDevice(row, ctx.now());
}

/** Changes what is given and tells the screen. @throws AppError NOT_FOUND */
export async function updateDevice(
  ctx: WorkspaceContext,
  { deviceId, ...changes }: UpdateDevice,
): Promise<Device> {
  await getDevice(ctx, deviceId);
  const [row] = await ctx.db.$transaction([
    ctx.db.device.update({ where: { id: deviceId }, data: changes, select: deviceFields }),
    ctx.db.auditEvent.create({ data: auditRow(ctx, deed(ctx, 'device.update', deviceId, changes)) }),
  ]);
  const device = toDevice(row, ctx.now());
  const { name, orientation, timezone } = device;
  ctx.bus.publish(topics.device(deviceId), { event: 'device:changed', name, orientation, timezone });
  ctx.events.publish(ctx.workspaceId, { event: 'device', change: 'changed', deviceId });
  return device;
}

/** Unpairs a screen: it shows a new code at once, and its secret is worth nothing any more. @throws AppError NOT_FOUND */
export async function removeDevice(ctx: WorkspaceContext, deviceId: string): Promise<void> {
  await getDevice(ctx, deviceId);
  await forgetDevice(ctx, ctx.workspaceId, deviceId);
}

/** The end of a pairing, from either side; what the screen was showing ends with it. */
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
    ctx.db.auditEvent.create({ data: auditRow(ctx, deed({ workspaceId }, 'device.remove', deviceId)) }),
  ]);
  // The message lets a player that listens say so; the revocation ends the access of one that doesn't.
  await ctx.bus.request(topics.device(deviceId), { event: 'device:unpaired' }, 500);
  ctx.revocations.revoke({ kind: 'device', id: deviceId });
  ctx.events.publish(workspaceId, { event: 'device', change: 'removed', deviceId });
}

/** What the screen reported, newest first. @throws AppError NOT_FOUND */
export async function listDeviceLog(
  ctx: WorkspaceContext,
  { deviceId, ...page }: ListDeviceLog,
): Promise<DeviceLogPage> {
  await getDevice(ctx, deviceId);
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.deviceLog.findMany({
    where: { deviceId, ...after },
    ...range,
    select: { id: true, at: true, level: true, tag: true, message: true },
  });
  return toPage(rows, page.limit, (row) => ({
    ...row,
    at: row.at.toISOString(),
    level: LogLevel.parse(row.level),
  }));
}

export function noSuchDevice(): AppError {
  return new AppError('NOT_FOUND', 'This workspace has no such screen.');
}

function inWorkspace({ workspaceId }: { workspaceId: string }, deviceId: string) {
  return { id: deviceId, workspaceId, removedAt: null };
}

export function deed(
  { workspaceId }: { workspaceId: string },
  action: string,
  deviceId: string,
  details?: Prisma.InputJsonObject,
) {
  return { action, resource: { kind: 'device', id: deviceId }, workspaceId, details };
}

export const deviceFields = {
  id: true,
  name: true,
  notes: true,
  orientation: true,
  timezone: true,
  connectionId: true,
  lastSeenAt: true,
  createdAt: true,
  info: true,
} satisfies Prisma.DeviceSelect;

/** Made once: a schema anew for every row took as long as all the rest of a list. */
const StoredInfo = DeviceInfo.nullable().catch(null);

export function toDevice(row: Prisma.DeviceGetPayload<{ select: typeof deviceFields }>, now: Date): Device {
  return {
    id: row.id,
    name: row.name,
    notes: row.notes,
    orientation: row.orientation as Orientation,
    timezone: row.timezone,
    online: isOnline(row, now),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    info: StoredInfo.parse(row.info),
  };
}
