import { agencyTokenProcedure } from '../../core/trpc.ts';
import { InPlaylist } from './schema.ts';
import { requireTarget } from './target.ts';

/** An API token with scope `agency` that may fill the input's playlist; adds `playlist`. */
export const agencyProcedure = agencyTokenProcedure
  .meta({ access: 'agency:playlist' })
  .input(InPlaylist)
  .use(async ({ ctx, input, next }) =>
    next({ ctx: { playlist: await requireTarget(ctx, ctx.principal, input.playlistId) } }),
  );
