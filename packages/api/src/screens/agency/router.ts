import { agencyTokenProcedure, router } from '../../core/trpc.ts';
import { Playlist } from '../playlists/schema.ts';
import { agencyProcedure } from './procedure.ts';
import { AgencyPlaylistRef, AgencyPlaylists, ListAgencyPlaylists } from './schema.ts';
import { listTargets } from './service.ts';

/** For external agencies: access to the playlists that their token targets, and to nothing else. */
export const agencyRouter = router({
  listPlaylists: agencyTokenProcedure
    .input(ListAgencyPlaylists)
    .output(AgencyPlaylists)
    .query(({ ctx }) => listTargets(ctx)),
  getPlaylist: agencyProcedure
    .input(AgencyPlaylistRef)
    .output(Playlist)
    .query(({ ctx }) => ctx.playlist),
});
