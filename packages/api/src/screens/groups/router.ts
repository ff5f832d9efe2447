import { z } from 'zod';
import { router, workspaceProcedure } from '../../core/trpc.ts';
import { CommandGroup, CommandResult } from '../commands/schema.ts';
import { commandGroup } from '../commands/send.ts';
import { addDevices, removeDevice } from './members.ts';
import { getGroup, listGroups } from './read.ts';
import {
  AddDevices,
  CreateGroup,
  GroupMemberRef,
  GroupPage,
  GroupRef,
  GroupWithDevices,
  ListGroups,
  UpdateGroup,
} from './schema.ts';
import { createGroup, removeGroup, updateGroup } from './service.ts';

export const groupsRouter = router({
  list: workspaceProcedure('read')
    .input(ListGroups)
    .output(GroupPage)
    .query(({ ctx, input }) => listGroups(ctx, input)),
  get: workspaceProcedure('read')
    .input(GroupRef)
    .output(GroupWithDevices)
    .query(({ ctx, input }) => getGroup(ctx, input.groupId)),
  create: workspaceProcedure('write')
    .input(CreateGroup)
    .output(GroupWithDevices)
    .mutation(({ ctx, input }) => createGroup(ctx, input)),
  update: workspaceProcedure('write')
    .input(UpdateGroup)
    .output(GroupWithDevices)
    .mutation(({ ctx, input }) => updateGroup(ctx, input)),
  remove: workspaceProcedure('write')
    .input(GroupRef)
    .output(z.void())
    .mutation(({ ctx, input }) => removeGroup(ctx, input.groupId)),
  addDevices: workspaceProcedure('write')
    .input(AddDevices)
    .output(GroupWithDevices)
    .mutation(({ ctx, input }) => addDevices(ctx, input)),
  removeDevice: workspaceProcedure('write')
    .input(GroupMemberRef)
    .output(z.void())
    .mutation(({ ctx, input }) => removeDevice(ctx, input)),
  command: workspaceProcedure('full')
    .input(CommandGroup)
    .output(CommandResult)
    .mutation(({ ctx, input }) => commandGroup(ctx, input)),
});
