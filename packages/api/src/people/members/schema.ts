import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';
import { Email, WorkspaceRole } from '../users/schema.ts';

export const ListMembers = Page;

export const MemberRef = z.strictObject({ userId: z.uuid() });
export type MemberRef = z.infer<typeof MemberRef>;

export const InviteMember = z.strictObject({ email: Email, role: WorkspaceRole });
export type InviteMember = z.infer<typeof InviteMember>;

export const UpdateMember = MemberRef.extend({ role: WorkspaceRole });
export type UpdateMember = z.infer<typeof UpdateMember>;

/** A user in a workspace, as its members see him. */
export const Member = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: WorkspaceRole,
  active: z.boolean().describe('False: an administrator of the installation has deactivated the user'),
  pending: z.boolean().describe('Has never logged in and has no password yet'),
  createdAt: z.iso.datetime().describe('When the user became a member'),
});
export type Member = z.infer<typeof Member>;

export const MemberPage = pageOf(Member);
export type MemberPage = z.infer<typeof MemberPage>;

/** For somebody who has no password yet it is the only answer that holds the link to choose one. */
export const InvitedMember = Member.extend({
  inviteUrl: z.string().nullable().describe('Null for a user who can log in already'),
  inviteEmailSent: z.boolean(),
});
export type InvitedMember = z.infer<typeof InvitedMember>;
