import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email('Must be an e-mail address'));
/** Length limits only; `hashNewPassword` checks the strength. */
export const Password = z.string().min(1).max(1024);
export const PersonName = z.string().trim().min(1).max(100);
export const PlatformRole = z.enum(['admin', 'user']);
export const WorkspaceRole = z.enum(['admin', 'operator', 'viewer']);
export type WorkspaceRole = z.infer<typeof WorkspaceRole>;

export const UserRef = z.strictObject({ userId: z.uuid() });
export type UserRef = z.infer<typeof UserRef>;

export const ListUsers = Page.extend({
  search: z.string().trim().max(254).optional().describe('Part of the e-mail address or name'),
});
export type ListUsers = z.infer<typeof ListUsers>;

export const CreateUser = z.strictObject({
  email: Email,
  name: PersonName.optional().describe('Default: the part of the e-mail address before the @'),
  role: PlatformRole.default('user'),
  sendInvite: z
    .boolean()
    .default(false)
    .describe('E-mail the link to the user, if the server can send e-mail'),
});
export type CreateUser = z.infer<typeof CreateUser>;

export const UpdateUser = UserRef.extend({
  name: PersonName.optional(),
  role: PlatformRole.optional(),
  active: z.boolean().optional(),
});
export type UpdateUser = z.infer<typeof UpdateUser>;

export const SetPassword = UserRef.extend({ password: Password });
export type SetPassword = z.infer<typeof SetPassword>;

/** A user as platform admins see them. */
export const User = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: PlatformRole.describe('Role in the installation. Roles in workspaces are separate'),
  active: z.boolean(),
  mustChangePassword: z
    .boolean()
    .describe('Whether the user must choose a new password before doing anything else'),
  createdAt: z.iso.datetime(),
  deactivatedAt: z.iso.datetime().nullable(),
  lastLoginAt: z.iso.datetime().nullable(),
});
export type User = z.infer<typeof User>;

export const UserPage = pageOf(User);
export type UserPage = z.infer<typeof UserPage>;

/** The only response that contains the link to choose a password. */
export const CreatedUser = User.extend({ inviteUrl: z.string(), inviteEmailSent: z.boolean() });
export type CreatedUser = z.infer<typeof CreatedUser>;

/** The only response that contains the link. */
export const PasswordReset = z.object({
  resetUrl: z.string(),
  emailSent: z.boolean(),
  expiresAt: z.iso.datetime(),
});
export type PasswordReset = z.infer<typeof PasswordReset>;
