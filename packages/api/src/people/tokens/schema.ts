import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';
import { PlaylistId } from '../../screens/playlists/schema.ts';

export { scopesOf } from '@sitecast/auth/scopes';

export const TokenName = z.string().trim().min(1).max(100);
export const TokenStatus = z.enum(['active', 'revoked', 'expired']);
export type TokenStatus = z.infer<typeof TokenStatus>;
/** Grace period of a rotation. */
export const GraceMinutes = z
  .int()
  .min(0)
  .max(1440)
  .default(0)
  .describe('Minutes for which the old token keeps working. 0: it stops working immediately');

/** What a token may do. Each of read < write < full includes the one before; `agency` is separate. */
export const TokenScope = z.enum(['read', 'write', 'full', 'agency']);
export type TokenScope = z.infer<typeof TokenScope>;

const MAX_TARGETS = 200;
/** Duplicates are allowed and ignored. */
const TargetPlaylistIds = z.array(PlaylistId).max(MAX_TARGETS);

export const CreateToken = z
  .strictObject({
    name: TokenName,
    scope: TokenScope,
    expiresInDays: z.int().min(1).max(3650).optional().describe('Default: never expires'),
    targetPlaylistIds: TargetPlaylistIds.optional().describe(
      'Playlists that the token can publish to. Scope `agency` only, which requires at least one',
    ),
    autoPublish: z
      .boolean()
      .optional()
      .describe('Publish what the token adds without review. Scope `agency` only. Default: false'),
  })
  .superRefine(({ scope, targetPlaylistIds, autoPublish }, { addIssue }) => {
    if (scope === 'agency') {
      if (targetPlaylistIds?.length) return;
      const [input, message] = [targetPlaylistIds, 'Scope agency requires at least one playlist'];
      addIssue({
        code: 'too_small',
        origin: 'array',
        minimum: 1,
        path: ['targetPlaylistIds'],
        message,
        input,
      });
      return;
    }
    for (const [field, input] of Object.entries({ targetPlaylistIds, autoPublish })) {
      const message = 'Only allowed for scope agency';
      if (input !== undefined) addIssue({ code: 'custom', path: [field], message, input });
    }
  });
export type CreateToken = z.infer<typeof CreateToken>;

export const ListTokens = Page;
export const TokenRef = z.strictObject({ tokenId: z.uuid() });
export type TokenRef = z.infer<typeof TokenRef>;

export const SetTokenTargets = TokenRef.extend({
  playlistIds: TargetPlaylistIds.min(1).describe(
    'Playlists that the token can publish to. Replaces the current list',
  ),
});
export type SetTokenTargets = z.infer<typeof SetTokenTargets>;

export const RotateToken = TokenRef.extend({ graceMinutes: GraceMinutes });
export type RotateToken = z.infer<typeof RotateToken>;

/** An API token, without its secret. */
export const ApiTokenInfo = z.object({
  id: z.string(),
  name: z.string(),
  scope: TokenScope,
  prefix: z.string(),
  status: TokenStatus,
  owner: z.object({ id: z.string(), email: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  lastUsedIp: z.string().nullable(),
  replacedById: z.string().nullable().describe('ID of the token that replaced this one by rotation'),
  targets: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .describe('Playlists that the token can publish to (scope `agency`)'),
  autoPublish: z
    .boolean()
    .describe('Whether what the token adds is published without review (scope `agency`)'),
});
export type ApiTokenInfo = z.infer<typeof ApiTokenInfo>;

/** The only response that contains the token itself. */
export const MintedToken = ApiTokenInfo.extend({ token: z.string() });
export type MintedToken = z.infer<typeof MintedToken>;

export const TokenPage = pageOf(ApiTokenInfo);
export type TokenPage = z.infer<typeof TokenPage>;
