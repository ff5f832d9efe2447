import { type Database, Prisma } from '@sitecast/db';
import type { DeviceCommandMessage } from '@sitecast/protocol/messages';
import type { CommandStatus } from '@sitecast/protocol/workspace-events';
import { uuidv7 } from 'uuidv7';
import { actorOf, audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { consume } from '../../core/throttles.ts';
import { deliverEach } from '../devices/deliver.ts';
import { noSuchDevice, requireDevices } from '../devices/service.ts';
import { resolveTarget } from '../overlays/target.ts';
import type { CommandDevice, CommandDevices, CommandGroup, CommandResult } from './schema.ts';

/** How many commands a screen's history keeps. */
const KEEPS = 200;

type Order = Pick<CommandDevice, 'type' | 'payload'>;

/** Whom it is meant for; one command each. */
interface Recipients {
  kind: 'device' | 'group';
  /** Null: several screens that were chosen one by one. */
  id: string | null;
  devices: { id: string; name: string }[];
}

/** @throws AppError NOT_FOUND, TOO_MANY_REQUESTS above 300 a minute in a workspace */
export async function commandDevice(
  ctx: WorkspaceContext,
  { deviceId, ...order }: CommandDevice,
): Promise<CommandResult> {
  const target = await resolveTarget(ctx, deviceId);
  if (target.kind !== 'device') throw noSuchDevice();
  return send(ctx, target, order);
}

/** Several screens at once: all of them, or none when one is not in this workspace. @throws as `commandDevice` */
export async function commandDevices(
  ctx: WorkspaceContext,
  { deviceIds, ...order }: CommandDevices,
): Promise<CommandResult> {
  const devices = await requireDevices(ctx, ctx.db, deviceIds);
  return send(ctx, { kind: 'device', id: null, devices }, order);
}

/** @throws as `commandDevice` */
export async function commandGroup(
  ctx: WorkspaceContext,
  { groupId, ...order }: CommandGroup,
): Promise<CommandResult> {
  const target = await resolveTarget(ctx, groupId);
  if (target.kind !== 'group') throw new AppError('NOT_FOUND', 'Group not found in this workspace.');
  return send(ctx, target, order);
}

/**
 * Stores a command for each screen before it is sent, then notes who missed it. Only an update waits for a screen
 * that is away: what else was wanted now would come as a surprise later.
 */
async function send(ctx: WorkspaceContext, to: Recipients, order: Order): Promise<CommandResult> {
  await consume(
    ctx.throttles.commands,
    ctx.workspaceId,
    'At most 300 commands a minute can be sent in a workspace.',
  );
  const idOf = new Map(to.devices.map(({ id }) => [id, uuidv7()]));
  await store(ctx, to, order, idOf);
  const reached = await deliverEach(
    ctx,
    new Map([...idOf].map(([deviceId, commandId]) => [deviceId, toMessage({ id: commandId, ...order })])),
  );
  const missed: 'queued' | 'offline' = order.type === 'update' ? 'queued' : 'offline';
  await noteMissed(
    ctx,
    [...idOf].flatMap(([deviceId, id]) => (reached.has(deviceId) ? [] : [id])),
    missed,
  );

  const at = ctx.now().toISOString();
  const results = to.devices.map(({ id, name }) => ({
    deviceId: id,
    name,
    status: reached.has(id) ? ('sent' as const) : missed,
    commandId: idOf.get(id)!,
  }));
  for (const { deviceId, commandId, status } of results)
    ctx.events.publish(ctx.workspaceId, {
      event: 'command',
      commandId,
      deviceId,
      type: order.type,
      status,
      detail: null,
      at,
    });
  const count = (status: CommandStatus) => results.filter((result) => result.status === status).length;
  return {
    success: true,
    sent: count('sent'),
    offline: count('offline'),
    queued: count('queued'),
    total: results.length,
    results,
  };
}

export function toMessage({ id, type, payload }: Order & { id: string }): DeviceCommandMessage {
  return { event: 'device:command', command_id: id, type, payload };
}

/** Commands and audit in one transaction; every command begins as `sent`. */
async function store(
  ctx: WorkspaceContext,
  { kind, id, devices }: Recipients,
  { type, payload }: Order,
  idOf: ReadonlyMap<string, string>,
): Promise<void> {
  const { db } = ctx;
  const now = ctx.now();
  const { label } = actorOf(ctx.principal);
  const rows = [...idOf].map(([deviceId, commandId]) => ({
    id: commandId,
    deviceId,
    groupId: kind === 'group' ? id : null,
    type,
    // It went through JSON, and its schema says that it is small.
    payload: payload as Prisma.InputJsonObject | undefined,
    status: 'sent',
    at: now,
    createdAt: now,
    createdByLabel: label,
  }));
  const details = { type, devices: devices.length, ...(id === null ? { deviceIds: [...idOf.keys()] } : {}) };
  await db.$transaction([
    db.deviceCommand.createMany({ data: rows }),
    audit(ctx, db, 'device.command', { kind, id }, details),
    ...(devices.length > 0 ? [prune(db, [...idOf.keys()])] : []),
  ]);
}

function prune(db: Database, deviceIds: string[]) {
  return db.$executeRaw`
    DELETE FROM "DeviceCommand" WHERE "id" IN (
      SELECT "id" FROM (
        SELECT "id", ROW_NUMBER() OVER (PARTITION BY "deviceId" ORDER BY "id" DESC) AS "age"
        FROM "DeviceCommand" WHERE "deviceId" IN (${Prisma.join(deviceIds)})
      ) AS numbered WHERE "age" > ${KEEPS}
    )`;
}

/** Unless a screen that came back in that very moment has had it after all. */
async function noteMissed(
  { db, now }: WorkspaceContext,
  commandIds: string[],
  status: 'queued' | 'offline',
): Promise<void> {
  if (commandIds.length === 0) return;
  await db.deviceCommand.updateMany({
    where: { id: { in: commandIds }, status: 'sent' },
    data: { status, at: now() },
  });
}
