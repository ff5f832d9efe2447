import type { WorkspaceContext } from '../context.ts';
import { AppError } from '../errors.ts';
import type { TargetKind } from './schema.ts';

/** The screens that an overlay is meant for, by name. */
export interface Target {
  kind: TargetKind;
  id: string;
  devices: { id: string; name: string }[];
}

/** A device, or every device of a group. @throws AppError NOT_FOUND when this workspace has neither of that id */
export async function resolveTarget({ db, workspaceId }: WorkspaceContext, id: string): Promise<Target> {
  const named = { id: true, name: true } as const;
  const device = await db.device.findFirst({ where: { id, workspaceId, removedAt: null }, select: named });
  if (device) return { kind: 'device', id, devices: [device] };
  const group = await db.deviceGroup.findFirst({ where: { id, workspaceId }, select: { id: true } });
  if (!group) throw new AppError('NOT_FOUND', 'This workspace has no screen and no group with this id.');
  const devices = await db.device.findMany({
    where: { workspaceId, removedAt: null, groups: { some: { groupId: id } } },
    orderBy: { id: 'asc' },
    select: named,
  });
  return { kind: 'group', id, devices };
}
