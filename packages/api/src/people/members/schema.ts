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

/** A user in a workspace, as its members see them. */
export const Member = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: WorkspaceRole,
  active: z.boolean().describe('False if a platform administrator has deactivated the user'),
  pending: z.boolean().describe('Whether the user has yet to accept the invitation'),
  createdAt: z.iso.datetime().describe('When the user was added to the workspace'),
});
export type Member = z.infer<typeof Member>;

export const MemberPage = pageOf(Member);
export type MemberPage = z.infer<typeof MemberPage>;

/** The only answer that contains the invitation link of a user who has no password yet. */
export const InvitedMember = Member.extend({
  inviteUrl: z.string().nullable().describe('Null for a user who can already log in'),
  inviteEmailSent: z.boolean(),
});
export type InvitedMember = z.infer<typeof InvitedMember>;
