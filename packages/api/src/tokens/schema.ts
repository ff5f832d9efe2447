import { z } from 'zod';
import { Page, pageOf } from '../page.ts';

export const TokenName = z.string().trim().min(1).max(100);
/** What a token may be minted with. */
export const MintableScope = z.enum(['read', 'write', 'full']);
export type MintableScope = z.infer<typeof MintableScope>;

export const CreateToken = z.strictObject({
  name: TokenName,
  scope: MintableScope,
  /** Absent: the token does not expire. */
  expiresInDays: z.int().min(1).max(3650).optional(),
});
export type CreateToken = z.infer<typeof CreateToken>;

export const ListTokens = Page;
export const RevokeToken = z.strictObject({ tokenId: z.uuid() });

export const TokenStatus = z.enum(['active', 'expired', 'revoked']);

/** An API token as lists show it: never the secret. */
export const ApiTokenInfo = z.object({
  id: z.string(),
  name: z.string(),
  scope: MintableScope,
  prefix: z.string(),
  status: TokenStatus,
  owner: z.object({ id: z.string(), email: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  lastUsedIp: z.string().nullable(),
});
export type ApiTokenInfo = z.infer<typeof ApiTokenInfo>;

/** The only answer that holds the token itself. */
export const MintedToken = ApiTokenInfo.extend({ token: z.string() });
export type MintedToken = z.infer<typeof MintedToken>;

export const TokenPage = pageOf(ApiTokenInfo);
export type TokenPage = z.infer<typeof TokenPage>;
