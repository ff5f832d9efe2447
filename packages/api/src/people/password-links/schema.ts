import { z } from 'zod';
import { Password } from '../users/schema.ts';

/** What stands in the link: 256 random bits, base64url. */
export const LinkToken = z.string().min(1).max(100);
export const LinkPurpose = z.enum(['reset', 'invite']);
export type LinkPurpose = z.infer<typeof LinkPurpose>;

export const GetPasswordLink = z.strictObject({ token: LinkToken });
export type GetPasswordLink = z.infer<typeof GetPasswordLink>;

export const UsePasswordLink = z.strictObject({ token: LinkToken, password: Password });
export type UsePasswordLink = z.infer<typeof UsePasswordLink>;

/** Asks for a link by mail; any form of address gets the same answer. */
export const RequestLink = z.strictObject({
  email: z.string().min(1).max(254),
  /** Where the login leads in the end: what was asked for before it. */
  next: z.string().max(2_000).optional(),
});
export type RequestLink = z.infer<typeof RequestLink>;

/** What the page behind a link shows before it is used. */
export const PasswordLink = z.object({
  email: z.string(),
  purpose: LinkPurpose,
  expiresAt: z.iso.datetime(),
});
export type PasswordLink = z.infer<typeof PasswordLink>;
