import type { WorkspaceActor } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { TargetKind } from './schema.ts';

/** The screens an overlay is sent to, in the order they were paired. */
export interface Target {
  kind: TargetKind;
  id: string;
  devices: { id: string; name: string }[];
}

/** A device, or every device of a group. @throws AppError NOT_FOUND if the workspace has neither with this id */
export async function resolveTarget({ db, workspaceId }: WorkspaceActor, id: string): Promise<Target> {
  // One statement for both, because it delays the overlay. Ids are unique across tables.
  const rows = await db.$queryRaw<{ id: string; name: string; kind: TargetKind }[]>`
    SELECT d."id", d."name", 'device' AS "kind" FROM "Device" d
    WHERE d."id" = ${id} AND d."workspaceId" = ${workspaceId} AND d."removedAt" IS NULL
    UNION ALL
    SELECT d."id", d."name", 'group' AS "kind" FROM "DeviceGroupMember" m JOIN "Device" d ON d."id" = m."deviceId"
    WHERE m."groupId" = ${id} AND d."workspaceId" = ${workspaceId} AND d."removedAt" IS NULL`;
  // Ids sort by time. Sorted here, because sorting in SQL costs more than the statement.
  const devices = rows
    .map(({ id: deviceId, name }) => ({ id: deviceId, name }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  if (rows[0]) return { kind: rows[0].kind, id, devices };
  const empty = await db.deviceGroup.findFirst({ where: { id, workspaceId }, select: { id: true } });
  if (!empty) throw new AppError('NOT_FOUND', 'No screen or group with this ID in this workspace.');
  return { kind: 'group', id, devices };
}
