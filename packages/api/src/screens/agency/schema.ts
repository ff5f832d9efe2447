import { z } from 'zod';
import { Playlist, PlaylistId } from '../playlists/schema.ts';

/** The part of the input that `agencyProcedure` checks. */
export const InPlaylist = z.object({ playlistId: PlaylistId });

export const ListAgencyPlaylists = z.strictObject({});
export const AgencyPlaylists = z.array(Playlist);
export type AgencyPlaylists = z.infer<typeof AgencyPlaylists>;

export const AgencyPlaylistRef = z.strictObject(InPlaylist.shape);
