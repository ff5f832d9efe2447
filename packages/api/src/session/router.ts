import { z } from 'zod';
import { publicProcedure, router, sessionProcedure, userProcedure } from '../trpc.ts';
import { AccessToken, Login, Me } from './schema.ts';
import { login, logout, logoutEverywhere, me, token } from './service.ts';

export const sessionRouter = router({
  login: publicProcedure
    .input(Login)
    .output(Me)
    .mutation(({ ctx, input }) => login(ctx, input)),
  token: publicProcedure
    .input(Login)
    .output(AccessToken)
    .mutation(({ ctx, input }) => token(ctx, input)),
  me: userProcedure.output(Me).query(({ ctx }) => me(ctx.principal)),
  logout: sessionProcedure.output(z.void()).mutation(({ ctx }) => logout(ctx)),
  logoutEverywhere: sessionProcedure.output(z.void()).mutation(({ ctx }) => logoutEverywhere(ctx)),
});
