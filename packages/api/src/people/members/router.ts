import { z } from 'zod';
import { router, userProcedure, workspaceProcedure } from '../../core/trpc.ts';
import { leaveWorkspace, removeMember, updateMember } from './change.ts';
import { inviteMember } from './invite.ts';
import {
  InvitedMember,
  InviteMember,
  ListMembers,
  Member,
  MemberPage,
  MemberRef,
  UpdateMember,
} from './schema.ts';
import { listMembers } from './service.ts';

/** For people only: API tokens can neither list nor change members. */
export const membersRouter = router({
  list: userProcedure
    .input(ListMembers)
    .output(MemberPage)
    .query(({ ctx, input }) => listMembers(ctx, input)),
  invite: workspaceProcedure('manage')
    .input(InviteMember)
    .output(InvitedMember)
    .mutation(({ ctx, input }) => inviteMember(ctx, input)),
  update: workspaceProcedure('manage')
    .input(UpdateMember)
    .output(Member)
    .mutation(({ ctx, input }) => updateMember(ctx, input)),
  remove: workspaceProcedure('manage')
    .input(MemberRef)
    .output(z.void())
    .mutation(({ ctx, input }) => removeMember(ctx, input)),
  leave: userProcedure.output(z.void()).mutation(({ ctx }) => leaveWorkspace(ctx)),
});
