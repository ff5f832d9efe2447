import type { ApiTokenPrincipal } from '@sitecast/auth';
import type { Infrastructure } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { Playlist } from '../playlists/schema.ts';
import { playlistFields } from '../playlists/service.ts';

/**
 * Returns the playlist if it is among the token's targets and in its workspace. One query for each request, so that
 * changed targets take effect immediately.
 *
 * @throws AppError NOT_FOUND when the playlist does not exist
 * @throws AppError FORBIDDEN when it is not a target of the token, or is in another workspace
 */
export async function requireTarget(
  { db }: Infrastructure,
  { tokenId, workspaceId }: ApiTokenPrincipal,
  playlistId: string,
): Promise<Playlist> {
  const row = await db.playlist.findUnique({
    where: { id: playlistId },
    select: {
      ...playlistFields,
      workspaceId: true,
      _count: { select: { targets: { where: { tokenId } } } },
    },
  });
  if (!row) throw new AppError('NOT_FOUND', 'Playlist not found.');
  if (row.workspaceId !== workspaceId || row._count.targets === 0)
    throw new AppError('FORBIDDEN', 'This token is not allowed to publish to this playlist.');
  return Playlist.parse(row);
}
