import type { Prisma } from '@sitecast/db';
import { CommandType, type DeviceCommandMessage } from '@sitecast/protocol/messages';
import { CommandStatus } from '@sitecast/protocol/workspace-events';
import type { Context, WorkspaceContext } from '../../core/context.ts';
import { keyset, toPage } from '../../core/page.ts';
import type { DeviceContext } from '../devices/context.ts';
import { requireDevices } from '../devices/service.ts';
import {
  type Command,
  type CommandPage,
  CommandPayload,
  type ListCommands,
  type ReportCommand,
} from './schema.ts';
import { toMessage } from './send.ts';

/** Statuses that await an answer. `offline` is one, as a slow process may have accepted the command after the timeout. */
export const OPEN_STATUSES: CommandStatus[] = ['sent', 'offline', 'queued'];

/** Lists a screen's commands with their outcomes, newest first. @throws AppError NOT_FOUND */
export async function listCommands(
  ctx: WorkspaceContext,
  { deviceId, ...page }: ListCommands,
): Promise<CommandPage> {
  await requireDevices(ctx, ctx.db, [deviceId]);
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.deviceCommand.findMany({ where: { deviceId, ...after }, ...range });
  return toPage(rows, page.limit, toCommand);
}

/**
 * Returns the `update` commands that a screen has not answered, oldest first, and marks queued ones as sent. Includes
 * those already sent, as the connection may have dropped before they arrived; players run each command once.
 */
export async function takePendingUpdates(ctx: Context, deviceId: string): Promise<DeviceCommandMessage[]> {
  const { db } = ctx;
  const pending = await db.deviceCommand.findMany({
    where: { deviceId, type: 'update', status: { in: ['sent', 'queued'] } },
    orderBy: { id: 'asc' },
    select: { id: true, payload: true },
  });
  if (pending.length === 0) return [];
  await db.deviceCommand.updateMany({
    where: { id: { in: pending.map(({ id }) => id) }, status: 'queued' },
    data: { status: 'sent', at: ctx.now() },
  });
  return pending.map(({ id, payload }) =>
    toMessage({
      id,
      type: 'update',
      payload: CommandPayload.optional()
        .catch(undefined)
        .parse(payload ?? undefined),
    }),
  );
}

/**
 * Records the outcome of a command that its screen reports. Ignores reports about answered commands and about those of
 * other screens.
 */
export async function reportCommand(
  ctx: DeviceContext,
  { commandId, status, detail = undefined }: ReportCommand,
): Promise<void> {
  const { deviceId } = ctx.principal;
  const at = ctx.now();
  const { count } = await ctx.db.deviceCommand.updateMany({
    where: { id: commandId, deviceId, status: { in: OPEN_STATUSES } },
    data: { status, at, detail: detail ?? null },
  });
  if (count > 0) await publishOutcome(ctx, commandId);
}

/** Publishes the current status of a command to the workspace. */
export async function publishOutcome(ctx: DeviceContext, commandId: string): Promise<void> {
  const row = await ctx.db.deviceCommand.findUnique({ where: { id: commandId } });
  if (!row) return;
  const { deviceId, type, status, detail, at } = toCommand(row);
  ctx.events.publish(ctx.principal.workspaceId, {
    event: 'command',
    commandId,
    deviceId,
    type,
    status,
    detail,
    at,
  });
}

function toCommand(row: Prisma.DeviceCommandGetPayload<object>): Command {
  return {
    id: row.id,
    deviceId: row.deviceId,
    groupId: row.groupId,
    type: CommandType.parse(row.type),
    payload: row.payload as Command['payload'],
    status: CommandStatus.parse(row.status),
    detail: row.detail,
    at: row.at.toISOString(),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdByLabel,
  };
}
