import { Prisma } from '@sitecast/db';
import type { WorkspaceContext } from '../../core/context.ts';
import { keyset, toPage } from '../../core/page.ts';
import { containing } from '../../core/search.ts';
import { noSuchGroup } from '../groups/read.ts';
import { deviceFields, toDevices } from './describe.ts';
import { SILENT_MS } from './presence.ts';
import type { DevicePage, DeviceStatus, ListDevices } from './schema.ts';

/** Lists the workspace's screens in the order they were paired. @throws AppError NOT_FOUND for an unknown group */
export async function listDevices(ctx: WorkspaceContext, input: ListDevices): Promise<DevicePage> {
  const { limit, cursor, groupId, ...filter } = input;
  if (groupId !== undefined) await requireGroup(ctx, groupId);
  const { after, ...range } = keyset({ limit, cursor }, 'asc');
  const isFiltered = groupId !== undefined || filter.status !== undefined || filter.search !== undefined;
  const rows = await ctx.db.device.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      removedAt: null,
      AND: [after, isFiltered ? { id: { in: await findIds(ctx, input) } } : {}],
    },
    ...range,
    select: deviceFields,
  });
  const { items, nextCursor } = toPage(rows, limit, (row) => row);
  return { items: await toDevices(ctx, items), nextCursor };
}

/** IDs of the screens on the page that match the filter. */
async function findIds(
  { db, workspaceId, now }: WorkspaceContext,
  { status, groupId, search, limit, cursor }: ListDevices,
): Promise<string[]> {
  const conditions = [
    Prisma.sql`d."workspaceId" = ${workspaceId}`,
    Prisma.sql`d."removedAt" IS NULL`,
    ...(status === undefined ? [] : [hasStatus(status, now())]),
    ...(groupId === undefined
      ? []
      : [
          Prisma.sql`d."id" IN (SELECT m."deviceId" FROM "DeviceGroupMember" m WHERE m."groupId" = ${groupId})`,
        ]),
    ...(search === undefined ? [] : [containing(db, 'd."name"', search)]),
    ...(cursor === undefined ? [] : [Prisma.sql`d."id" > ${cursor}`]),
  ];
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT d."id" FROM "Device" d WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY d."id" LIMIT ${limit + 1}`;
  return rows.map(({ id }) => id);
}

/** The SQL equivalent of `isOnline`. */
function hasStatus(status: DeviceStatus, now: Date): Prisma.Sql {
  if (status === 'never') return Prisma.sql`d."lastSeenAt" IS NULL`;
  const online = Prisma.sql`(d."connectionId" IS NOT NULL AND d."lastSeenAt" > ${new Date(now.getTime() - SILENT_MS)})`;
  return status === 'online' ? online : Prisma.sql`d."lastSeenAt" IS NOT NULL AND NOT ${online}`;
}

async function requireGroup({ db, workspaceId }: WorkspaceContext, id: string): Promise<void> {
  const group = await db.deviceGroup.findFirst({ where: { id, workspaceId }, select: { id: true } });
  if (!group) throw noSuchGroup();
}
