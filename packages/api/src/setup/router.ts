import { Me } from '../session/schema.ts';
import { publicProcedure, router } from '../trpc.ts';
import { CompleteSetup, SetupStatus } from './schema.ts';
import { completeSetup, isSetupNeeded } from './service.ts';

export const setupRouter = router({
  status: publicProcedure
    .output(SetupStatus)
    .query(async ({ ctx }) => ({ needed: await isSetupNeeded(ctx), demo: ctx.demo.wanted })),
  complete: publicProcedure
    .input(CompleteSetup)
    .output(Me)
    .mutation(({ ctx, input }) => completeSetup(ctx, input)),
});
