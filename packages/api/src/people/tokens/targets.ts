import { type Transaction, transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import { AppError } from '../../core/errors.ts';
import type { UserContext } from '../context.ts';
import { noSuchToken, tokenStatus } from '../token-rotation.ts';
import { manageableTokens } from './manage.ts';
import { toInfo, tokenFields } from './row.ts';
import type { ApiTokenInfo, SetTokenTargets } from './schema.ts';

/**
 * Replaces the playlists that an agency token may publish to. Effective from the next request in every process, since
 * `agencyProcedure` queries the targets each time.
 *
 * @throws AppError NOT_FOUND; VALIDATION when the token's scope is not agency or a playlist is not in this workspace;
 *   CONFLICT when the token is revoked or expired
 */
export async function setTokenTargets(
  ctx: UserContext,
  { tokenId, playlistIds }: SetTokenTargets,
): Promise<ApiTokenInfo> {
  const { workspaceId, ...filter } = manageableTokens(ctx);
  return transaction(ctx.db, async (tx) => {
    const token = await tx.apiToken.findFirst({
      where: { ...filter, workspaceId, id: tokenId },
      select: tokenFields,
    });
    if (!token) throw noSuchToken();
    if (token.scope !== 'agency')
      throw refused('playlistIds', 'Only tokens with scope agency have target playlists');
    const status = tokenStatus(token, ctx.now());
    if (status !== 'active') throw new AppError('CONFLICT', `This token is ${status}. Create a new one.`);
    const wanted = await requirePlaylists(tx, workspaceId, 'playlistIds', playlistIds);
    await tx.apiTokenTarget.deleteMany({ where: { tokenId } });
    await tx.apiTokenTarget.createMany({ data: wanted.map(({ id }) => ({ tokenId, playlistId: id })) });
    const changed = {
      from: token.targets.map(({ playlist }) => playlist.id),
      to: wanted.map(({ id }) => id),
    };
    const details = { name: token.name, scope: token.scope, playlistIds: changed };
    await audit(
      { ...ctx, workspaceId },
      tx,
      'api_token.retarget',
      { kind: 'api_token', id: token.id },
      details,
    );
    return toInfo({ ...token, targets: wanted.map((playlist) => ({ playlist })) }, ctx.now());
  });
}

/**
 * Returns the playlists with these IDs, each once.
 *
 * @param field the input field to name in the error
 * @throws AppError VALIDATION when one is not in this workspace, whether or not it exists in another
 */
export async function requirePlaylists(
  tx: Transaction,
  workspaceId: string,
  field: string,
  ids: string[],
): Promise<{ id: string; name: string }[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  if (wanted.length === 0) return [];
  const playlists = await tx.playlist.findMany({
    where: { workspaceId, id: { in: wanted } },
    orderBy: { id: 'asc' },
    select: { id: true, name: true },
  });
  const missing = wanted.find((id) => !playlists.some((playlist) => playlist.id === id));
  if (missing !== undefined) throw refused(field, `Playlist ${missing} not found in this workspace`);
  return playlists;
}

function refused(field: string, message: string): AppError {
  return new AppError('VALIDATION', `${field}: ${message}`, { errors: [{ path: [field], message }] });
}
