import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';

export const GroupId = z.uuid();
export const GroupName = z.string().trim().min(1).max(100);
const DeviceIds = z.array(z.uuid()).max(500);

export const GroupRef = z.strictObject({ groupId: GroupId });

export const ListGroups = Page.extend({
  search: z.string().trim().min(1).max(100).optional().describe('Part of the name'),
});
export type ListGroups = z.infer<typeof ListGroups>;

export const CreateGroup = z.strictObject({ name: GroupName, deviceIds: DeviceIds.default([]) });
export type CreateGroup = z.infer<typeof CreateGroup>;

export const UpdateGroup = z.strictObject({
  groupId: GroupId,
  name: GroupName.optional(),
  deviceIds: DeviceIds.optional().describe('All screens of the group. Replaces the current list'),
});
export type UpdateGroup = z.infer<typeof UpdateGroup>;

export const AddDevices = z.strictObject({ groupId: GroupId, deviceIds: DeviceIds.min(1) });
export type AddDevices = z.infer<typeof AddDevices>;

export const GroupMemberRef = z.strictObject({ groupId: GroupId, deviceId: z.uuid() });
export type GroupMemberRef = z.infer<typeof GroupMemberRef>;

/** A set of screens. A screen can be in several groups. */
export const Group = z.object({
  id: z.string(),
  name: z.string(),
  deviceCount: z.int(),
  onlineCount: z.int(),
  createdAt: z.iso.datetime(),
});
export type Group = z.infer<typeof Group>;

export const GroupPage = pageOf(Group);
export type GroupPage = z.infer<typeof GroupPage>;

/** The members in the order they were paired. */
export const GroupWithDevices = Group.extend({
  devices: z.array(z.object({ id: z.string(), name: z.string(), online: z.boolean() })),
});
export type GroupWithDevices = z.infer<typeof GroupWithDevices>;
