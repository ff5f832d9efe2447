import { type Transaction, transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { requireDevices } from '../devices/service.ts';
import { type GroupRow, getGroup, requireGroup } from './read.ts';
import type { AddDevices, GroupMemberRef, GroupWithDevices } from './schema.ts';

/**
 * Adds screens to a group, ignoring those already in it. What they show does not change.
 *
 * @throws AppError NOT_FOUND when the group or a device is not in this workspace
 */
export async function addDevices(
  ctx: WorkspaceContext,
  { groupId, deviceIds }: AddDevices,
): Promise<GroupWithDevices> {
  await transaction(ctx.db, async (tx) => {
    const before = await requireGroup(ctx, tx, groupId);
    await requireDevices(ctx, tx, deviceIds);
    const added = except(deviceIds, memberIds(before));
    await insertMembers(tx, groupId, added);
    await audit(ctx, tx, 'group.add_devices', { kind: 'group', id: groupId }, { name: before.name, added });
  });
  ctx.events.publish(ctx.workspaceId, { event: 'group', change: 'changed', groupId });
  return getGroup(ctx, groupId);
}

/**
 * Removes a screen from a group. What it shows does not change.
 *
 * @throws AppError NOT_FOUND when the group does not exist, or the screen is not in it
 */
export async function removeDevice(
  ctx: WorkspaceContext,
  { groupId, deviceId }: GroupMemberRef,
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { name } = await requireGroup(ctx, tx, groupId);
    const { count } = await tx.deviceGroupMember.deleteMany({ where: { groupId, deviceId } });
    if (count === 0) throw new AppError('NOT_FOUND', 'This screen is not in the group.');
    const details = { name, removed: [deviceId] };
    await audit(ctx, tx, 'group.remove_device', { kind: 'group', id: groupId }, details);
  });
  ctx.events.publish(ctx.workspaceId, { event: 'group', change: 'changed', groupId });
}

/** Replaces the members of a group. @throws AppError NOT_FOUND when one is not in this workspace */
export async function setMembers(
  ctx: WorkspaceContext,
  tx: Transaction,
  group: GroupRow,
  deviceIds: string[],
): Promise<{ added: string[]; removed: string[] }> {
  await requireDevices(ctx, tx, deviceIds);
  const before = memberIds(group);
  const added = except(deviceIds, before);
  const removed = except(before, deviceIds);
  await tx.deviceGroupMember.deleteMany({ where: { groupId: group.id, deviceId: { in: removed } } });
  await insertMembers(tx, group.id, added);
  return { added, removed };
}

/** Inserts members, none of which may be in the group yet. */
export async function insertMembers(tx: Transaction, groupId: string, deviceIds: string[]): Promise<void> {
  const data = except(deviceIds, []).map((deviceId) => ({ groupId, deviceId }));
  if (data.length > 0) await tx.deviceGroupMember.createMany({ data });
}

function memberIds({ members }: GroupRow): string[] {
  return members.map(({ device }) => device.id);
}

/** The IDs that are not among the others, each once. */
function except(ids: string[], others: string[]): string[] {
  const remaining = new Set(ids);
  for (const id of others) remaining.delete(id);
  return [...remaining];
}
