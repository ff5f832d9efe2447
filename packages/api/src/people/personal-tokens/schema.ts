import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';
import { GraceMinutes, TokenName, TokenStatus } from '../tokens/schema.ts';

export const PersonalTokenStatus = TokenStatus;
export type PersonalTokenStatus = TokenStatus;

export const PersonalTokenRef = z.strictObject({ tokenId: z.uuid() });
export type PersonalTokenRef = z.infer<typeof PersonalTokenRef>;

export const CreatePersonalToken = z.strictObject({
  name: TokenName,
  expiresInDays: z.int().min(1).max(3650).nullable().default(90).describe('Null: never expires'),
});
export type CreatePersonalToken = z.infer<typeof CreatePersonalToken>;

export const RotatePersonalToken = PersonalTokenRef.extend({
  graceMinutes: GraceMinutes,
});
export type RotatePersonalToken = z.infer<typeof RotatePersonalToken>;

/** A personal token, without its secret. */
export const PersonalToken = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  status: PersonalTokenStatus,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  lastUsedIp: z.string().nullable(),
  replacedById: z.string().nullable().describe('ID of the token that replaced this one by rotation'),
});
export type PersonalToken = z.infer<typeof PersonalToken>;

/** The only response that contains the token itself. */
export const MintedPersonalToken = PersonalToken.extend({ token: z.string() });
export type MintedPersonalToken = z.infer<typeof MintedPersonalToken>;

export const ListPersonalTokens = Page;
export const PersonalTokenPage = pageOf(PersonalToken);
export type PersonalTokenPage = z.infer<typeof PersonalTokenPage>;

/** A token with its owner, for platform admins. */
export const OwnedPersonalToken = PersonalToken.extend({ userId: z.string(), userEmail: z.string() });
export type OwnedPersonalToken = z.infer<typeof OwnedPersonalToken>;

export const ListAllPersonalTokens = Page.extend({
  user: z.uuid().optional().describe('Only tokens of the user with this ID'),
  status: PersonalTokenStatus.optional(),
});
export type ListAllPersonalTokens = z.infer<typeof ListAllPersonalTokens>;
export const OwnedPersonalTokenPage = pageOf(OwnedPersonalToken);
export type OwnedPersonalTokenPage = z.infer<typeof OwnedPersonalTokenPage>;

export const CountPersonalTokens = z.strictObject({ user: z.uuid().optional() });
export type CountPersonalTokens = z.infer<typeof CountPersonalTokens>;
export const PersonalTokenCounts = z.object({ active: z.int(), revoked: z.int(), expired: z.int() });
export type PersonalTokenCounts = z.infer<typeof PersonalTokenCounts>;
