import { z } from 'zod';
import { router, userProcedure } from '../../core/trpc.ts';
import {
  ApiTokenInfo,
  CreateToken,
  ListTokens,
  MintedToken,
  RotateToken,
  SetTokenTargets,
  TokenPage,
  TokenRef,
} from './schema.ts';
import { createToken, listTokens, revokeToken, rotateApiToken } from './service.ts';
import { setTokenTargets } from './targets.ts';

/** For people only: `userProcedure` refuses API tokens, so no API token can mint, list, change or revoke another. */
export const tokensRouter = router({
  list: userProcedure
    .input(ListTokens)
    .output(TokenPage)
    .query(({ ctx, input }) => listTokens(ctx, input)),
  create: userProcedure
    .input(CreateToken)
    .output(MintedToken)
    .mutation(({ ctx, input }) => createToken(ctx, input)),
  setTargets: userProcedure
    .input(SetTokenTargets)
    .output(ApiTokenInfo)
    .mutation(({ ctx, input }) => setTokenTargets(ctx, input)),
  rotate: userProcedure
    .input(RotateToken)
    .output(MintedToken)
    .mutation(({ ctx, input }) => rotateApiToken(ctx, input)),
  revoke: userProcedure
    .input(TokenRef)
    .output(z.void())
    .mutation(({ ctx, input }) => revokeToken(ctx, input)),
});
