import { type Database, Prisma } from '@sitecast/db';
import type { DeviceCommandMessage } from '@sitecast/protocol/messages';
import type { CommandStatus } from '@sitecast/protocol/workspace-events';
import { uuidv7 } from 'uuidv7';
import { actorOf, audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { consume } from '../../core/throttles.ts';
import { deliverEach } from '../devices/deliver.ts';
import { noSuchDevice, requireDevices } from '../devices/service.ts';
import { noSuchGroup } from '../groups/read.ts';
import { resolveTarget } from '../overlays/target.ts';
import type { CommandDevice, CommandDevices, CommandGroup, CommandResult } from './schema.ts';

/** Commands kept in the history of each screen. */
const HISTORY_LENGTH = 200;

type CommandBody = Pick<CommandDevice, 'type' | 'payload'>;

/** The screens that get one command each. */
interface Recipients {
  kind: 'device' | 'group';
  /** Null for several individually chosen screens. */
  id: string | null;
  devices: { id: string; name: string }[];
}

/** Sends a command to one screen. @throws AppError NOT_FOUND, TOO_MANY_REQUESTS above 300 a minute per workspace */
export async function commandDevice(
  ctx: WorkspaceContext,
  { deviceId, ...body }: CommandDevice,
): Promise<CommandResult> {
  const target = await resolveTarget(ctx, deviceId);
  if (target.kind !== 'device') throw noSuchDevice();
  return send(ctx, target, body);
}

/** Sends a command to several screens, or to none if one of them is not in this workspace. @throws as `commandDevice` */
export async function commandDevices(
  ctx: WorkspaceContext,
  { deviceIds, ...body }: CommandDevices,
): Promise<CommandResult> {
  const devices = await requireDevices(ctx, ctx.db, deviceIds);
  return send(ctx, { kind: 'device', id: null, devices }, body);
}

/** Sends a command to every screen of a group. @throws as `commandDevice` */
export async function commandGroup(
  ctx: WorkspaceContext,
  { groupId, ...body }: CommandGroup,
): Promise<CommandResult> {
  const target = await resolveTarget(ctx, groupId);
  if (target.kind !== 'group') throw noSuchGroup();
  return send(ctx, target, body);
}

/**
 * Stores a command for each screen, sends them, then marks those that were not received. Only an `update` is queued for
 * an offline screen: other commands would come as a surprise later.
 */
async function send(ctx: WorkspaceContext, to: Recipients, body: CommandBody): Promise<CommandResult> {
  await consume(
    ctx.throttles.commands,
    ctx.workspaceId,
    'At most 300 commands a minute can be sent in a workspace.',
  );
  const idOf = new Map(to.devices.map(({ id }) => [id, uuidv7()]));
  await store(ctx, to, body, idOf);
  const reached = await deliverEach(
    ctx,
    new Map([...idOf].map(([deviceId, commandId]) => [deviceId, toMessage({ id: commandId, ...body })])),
  );
  const missed: 'queued' | 'offline' = body.type === 'update' ? 'queued' : 'offline';
  await markMissed(
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
      type: body.type,
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

export function toMessage({ id, type, payload }: CommandBody & { id: string }): DeviceCommandMessage {
  return { event: 'device:command', command_id: id, type, payload };
}

/** Writes the commands, with status `sent`, and the audit entry in one transaction. */
async function store(
  ctx: WorkspaceContext,
  { kind, id, devices }: Recipients,
  { type, payload }: CommandBody,
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
    // `CommandPayload` has checked that it is plain JSON.
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
      ) AS numbered WHERE "age" > ${HISTORY_LENGTH}
    )`;
}

/** Skips commands that a screen has answered meanwhile, having just reconnected. */
async function markMissed(
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
