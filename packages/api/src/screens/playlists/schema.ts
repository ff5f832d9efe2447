import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';

export const PlaylistId = z.uuid();

/** A playlist, without its items. */
export const Playlist = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['draft', 'published']),
});
export type Playlist = z.infer<typeof Playlist>;

export const ListPlaylists = Page;
export const PlaylistPage = pageOf(Playlist);
export type PlaylistPage = z.infer<typeof PlaylistPage>;
