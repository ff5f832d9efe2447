import { z } from 'zod';
import { router, userProcedure } from '../trpc.ts';
import { CreateToken, ListTokens, MintedToken, RevokeToken, TokenPage } from './schema.ts';
import { createToken, listTokens, revokeToken } from './service.ts';

/** For people only: `userProcedure` does not know API tokens, so none can mint, see or revoke another. */
export const tokensRouter = router({
  list: userProcedure
    .input(ListTokens)
    .output(TokenPage)
    .query(({ ctx, input }) => listTokens(ctx, input)),
  create: userProcedure
    .input(CreateToken)
    .output(MintedToken)
    .mutation(({ ctx, input }) => createToken(ctx, input)),
  revoke: userProcedure
    .input(RevokeToken)
    .output(z.void())
    .mutation(({ ctx, input }) => revokeToken(ctx, input)),
});
