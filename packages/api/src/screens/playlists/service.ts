import type { Prisma } from '@sitecast/db';
import type { WorkspaceContext } from '../../core/context.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import { Playlist, type PlaylistPage } from './schema.ts';

export const playlistFields = { id: true, name: true, status: true } satisfies Prisma.PlaylistSelect;

/** Lists the workspace's playlists, newest first. */
export async function listPlaylists(ctx: WorkspaceContext, page: Page): Promise<PlaylistPage> {
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.playlist.findMany({
    where: { workspaceId: ctx.workspaceId, ...after },
    ...range,
    select: playlistFields,
  });
  return toPage(rows, page.limit, (row) => Playlist.parse(row));
}
