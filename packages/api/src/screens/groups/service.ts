import { isUniqueViolation, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { requireDevices } from '../devices/service.ts';
import { closeCleared, closeWithdrawn, findGroupOverlays, notifyWithdrawn } from '../overlays/withdraw.ts';
import { insertMembers, setMembers } from './members.ts';
import { getGroup, requireGroup } from './read.ts';
import type { CreateGroup, GroupWithDevices, UpdateGroup } from './schema.ts';

/**
 * Creates a group. What its screens show does not change.
 *
 * @throws AppError NAME_TAKEN when the workspace already has a group with this name (ignoring case)
 * @throws AppError NOT_FOUND when a device is not in this workspace
 */
export async function createGroup(
  ctx: WorkspaceContext,
  { name, deviceIds }: CreateGroup,
): Promise<GroupWithDevices> {
  const id = uuidv7();
  const { workspaceId } = ctx;
  await withUniqueName(name, () =>
    transaction(ctx.db, async (tx) => {
      await requireDevices(ctx, tx, deviceIds);
      await tx.deviceGroup.create({
        data: { id, workspaceId, name, nameKey: nameKey(name), createdAt: ctx.now() },
        select: { id: true },
      });
      await insertMembers(tx, id, deviceIds);
      const details = { name, deviceIds: [...new Set(deviceIds)] };
      await audit(ctx, tx, 'group.create', { kind: 'group', id }, details);
    }),
  );
  ctx.events.publish(workspaceId, { event: 'group', change: 'created', groupId: id });
  return getGroup(ctx, id);
}

/**
 * Renames a group, or replaces its members.
 *
 * @throws AppError NOT_FOUND when the group or a device is not in this workspace, NAME_TAKEN
 */
export async function updateGroup(
  ctx: WorkspaceContext,
  { groupId, name, deviceIds }: UpdateGroup,
): Promise<GroupWithDevices> {
  await withUniqueName(name ?? '', () =>
    transaction(ctx.db, async (tx) => {
      const before = await requireGroup(ctx, tx, groupId);
      if (name !== undefined) {
        await tx.deviceGroup.update({
          where: { id: groupId },
          data: { name, nameKey: nameKey(name) },
          select: { id: true },
        });
      }
      const memberChanges = deviceIds && (await setMembers(ctx, tx, before, deviceIds));
      const details = {
        name: name === undefined ? before.name : { from: before.name, to: name },
        ...memberChanges,
      };
      await audit(ctx, tx, 'group.update', { kind: 'group', id: groupId }, details);
    }),
  );
  ctx.events.publish(ctx.workspaceId, { event: 'group', change: 'changed', groupId });
  return getGroup(ctx, groupId);
}

/**
 * Deletes a group; its screens remain. Overlays sent to the group are cleared, as they could no longer be addressed
 * together.
 *
 * @throws AppError NOT_FOUND
 */
export async function removeGroup(ctx: WorkspaceContext, groupId: string): Promise<void> {
  const { workspaceId } = ctx;
  const at = ctx.now();
  const withdrawn = await transaction(ctx.db, async (tx) => {
    const { name } = await requireGroup(ctx, tx, groupId);
    const overlays = await findGroupOverlays(tx, at, groupId);
    for (const statement of closeWithdrawn(tx, at, overlays)) await statement;
    await closeCleared(tx, at, [...overlays.keys()]);
    await tx.deviceGroup.delete({ where: { id: groupId }, select: { id: true } });
    const details = { name, pipIds: [...overlays.keys()] };
    await audit(ctx, tx, 'group.remove', { kind: 'group', id: groupId }, details);
    return overlays;
  });
  await notifyWithdrawn(ctx, withdrawn);
  for (const pipId of withdrawn.keys())
    ctx.events.publish(workspaceId, { event: 'overlay', change: 'cleared', pipId });
  ctx.events.publish(workspaceId, { event: 'group', change: 'removed', groupId });
}

/** Names that differ only in case or Unicode composition count as equal. */
function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Runs a write, and reports a violated unique name as NAME_TAKEN. */
async function withUniqueName<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('NAME_TAKEN', `A group named “${name}” already exists. Choose another name.`, {
        errors: [{ path: ['name'], message: 'Already used by another group' }],
      });
    throw error;
  }
}
