import { Prisma, type Transaction } from '@sitecast/db';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, toPage } from '../../core/page.ts';
import { containing } from '../../core/search.ts';
import { isOnline } from '../devices/presence.ts';
import type { Group, GroupPage, GroupWithDevices, ListGroups } from './schema.ts';

/** Lists the workspace's groups, oldest first. */
export async function listGroups(ctx: WorkspaceContext, { search, ...page }: ListGroups): Promise<GroupPage> {
  const { db, workspaceId } = ctx;
  const { after, ...range } = keyset(page, 'asc');
  const found = search === undefined ? {} : { id: { in: await findIds(ctx, search, page) } };
  const rows = await db.deviceGroup.findMany({
    where: { workspaceId, AND: [after, found] },
    ...range,
    select: groupFields,
  });
  return toPage(rows, page.limit, (row) => toGroup(row, ctx.now()));
}

async function findIds(
  { db, workspaceId }: WorkspaceContext,
  search: string,
  { limit, cursor }: Omit<ListGroups, 'search'>,
): Promise<string[]> {
  const after = cursor === undefined ? Prisma.empty : Prisma.sql`AND "id" > ${cursor}`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "DeviceGroup" WHERE "workspaceId" = ${workspaceId} AND ${containing(db, '"name"', search)} ${after}
    ORDER BY "id" LIMIT ${limit + 1}`;
  return rows.map(({ id }) => id);
}

/** @throws AppError NOT_FOUND when the workspace has no such group */
export async function getGroup(ctx: WorkspaceContext, groupId: string): Promise<GroupWithDevices> {
  return toGroupWithDevices(await requireGroup(ctx, ctx.db, groupId), ctx.now());
}

export type GroupRow = Prisma.DeviceGroupGetPayload<{ select: typeof groupFields }>;

/** @throws AppError NOT_FOUND when the workspace has no such group */
export async function requireGroup(
  { workspaceId }: WorkspaceContext,
  tx: Transaction,
  groupId: string,
): Promise<GroupRow> {
  const row = await tx.deviceGroup.findFirst({ where: { id: groupId, workspaceId }, select: groupFields });
  if (!row) throw noSuchGroup();
  return row;
}

export function noSuchGroup(): AppError {
  return new AppError('NOT_FOUND', 'Group not found in this workspace.');
}

const groupFields = {
  id: true,
  name: true,
  createdAt: true,
  members: {
    select: { device: { select: { id: true, name: true, connectionId: true, lastSeenAt: true } } },
    where: { device: { removedAt: null } },
    orderBy: { deviceId: 'asc' },
  },
} satisfies Prisma.DeviceGroupSelect;

function toGroup(row: GroupRow, now: Date): Group {
  return {
    id: row.id,
    name: row.name,
    deviceCount: row.members.length,
    onlineCount: row.members.filter(({ device }) => isOnline(device, now)).length,
    createdAt: row.createdAt.toISOString(),
  };
}

function toGroupWithDevices(row: GroupRow, now: Date): GroupWithDevices {
  return {
    ...toGroup(row, now),
    devices: row.members.map(({ device }) => ({
      id: device.id,
      name: device.name,
      online: isOnline(device, now),
    })),
  };
}
