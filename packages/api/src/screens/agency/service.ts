import type { ApiTokenPrincipal } from '@sitecast/auth';
import type { Context } from '../../core/context.ts';
import { playlistFields } from '../playlists/service.ts';
import { AgencyPlaylists } from './schema.ts';

/** Lists the playlists that the token can publish to, by name. */
export async function listTargets({
  db,
  principal: { tokenId, workspaceId },
}: Context & { principal: ApiTokenPrincipal }): Promise<AgencyPlaylists> {
  const rows = await db.playlist.findMany({
    where: { workspaceId, targets: { some: { tokenId } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: playlistFields,
  });
  return AgencyPlaylists.parse(rows);
}
