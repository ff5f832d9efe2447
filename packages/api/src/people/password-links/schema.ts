import { z } from 'zod';
import { Password } from '../users/schema.ts';

/** The secret in the link: 256 random bits, base64url. */
export const LinkToken = z.string().min(1).max(100);
export const LinkPurpose = z.enum(['reset', 'invite']);
export type LinkPurpose = z.infer<typeof LinkPurpose>;

export const GetPasswordLink = z.strictObject({ token: LinkToken });
export type GetPasswordLink = z.infer<typeof GetPasswordLink>;

export const UsePasswordLink = z.strictObject({ token: LinkToken, password: Password });
export type UsePasswordLink = z.infer<typeof UsePasswordLink>;

/** Requests a link by mail. The address is not validated: every address gets the same response. */
export const RequestLink = z.strictObject({
  email: z.string().min(1).max(254),
  /** Path to open after the login. */
  next: z.string().max(2_000).optional(),
});
export type RequestLink = z.infer<typeof RequestLink>;

/** What the link's page shows before a password is chosen. */
export const PasswordLink = z.object({
  email: z.string(),
  purpose: LinkPurpose,
  expiresAt: z.iso.datetime(),
});
export type PasswordLink = z.infer<typeof PasswordLink>;
