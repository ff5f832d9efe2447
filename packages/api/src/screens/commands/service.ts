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

/** What a screen may still answer. `offline` too: its process may have taken the command after all, only late. */
export const OPEN: CommandStatus[] = ['sent', 'offline', 'queued'];

/** What was sent to a screen and what came of it, newest first. @throws AppError NOT_FOUND */
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
 * The updates that a screen has not answered, oldest first: it may have been away, or lost its connection before it
 * heard of them. It does each once.
 */
export async function waitingCommands(ctx: Context, deviceId: string): Promise<DeviceCommandMessage[]> {
  const { db } = ctx;
  const waiting = await db.deviceCommand.findMany({
    where: { deviceId, type: 'update', status: { in: ['sent', 'queued'] } },
    orderBy: { id: 'asc' },
    select: { id: true, payload: true },
  });
  if (waiting.length === 0) return [];
  await db.deviceCommand.updateMany({
    where: { id: { in: waiting.map(({ id }) => id) }, status: 'queued' },
    data: { status: 'sent', at: ctx.now() },
  });
  return waiting.map(({ id, payload }) =>
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
 * Notes what a screen says of a command. What is answered stays answered, and a screen can speak of its own commands
 * only: anything else changes nothing.
 */
export async function reportCommand(
  ctx: DeviceContext,
  { commandId, status, detail = undefined }: ReportCommand,
): Promise<void> {
  const { deviceId } = ctx.principal;
  const at = ctx.now();
  const { count } = await ctx.db.deviceCommand.updateMany({
    where: { id: commandId, deviceId, status: { in: OPEN } },
    data: { status, at, detail: detail ?? null },
  });
  if (count > 0) await publishOutcome(ctx, commandId);
}

/** Tells the workspace how a command of this screen stands now. */
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
