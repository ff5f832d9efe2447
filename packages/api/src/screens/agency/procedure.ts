import { agencyTokenProcedure } from '../../core/trpc.ts';
import { InPlaylist } from './schema.ts';
import { requireTarget } from './target.ts';

/** Admits API tokens with scope `agency` that target the input's playlist; adds `playlist` to the context. */
export const agencyProcedure = agencyTokenProcedure
  .meta({ access: 'agency:playlist' })
  .input(InPlaylist)
  .use(async ({ ctx, input, next }) =>
    next({ ctx: { playlist: await requireTarget(ctx, ctx.principal, input.playlistId) } }),
  );
