import { router, workspaceProcedure } from '../../core/trpc.ts';
import { ListPlaylists, PlaylistPage } from './schema.ts';
import { listPlaylists } from './service.ts';

export const playlistsRouter = router({
  list: workspaceProcedure('read')
    .input(ListPlaylists)
    .output(PlaylistPage)
    .query(({ ctx, input }) => listPlaylists(ctx, input)),
});
