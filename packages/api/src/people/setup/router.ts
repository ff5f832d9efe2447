import { publicProcedure, router } from '../../core/trpc.ts';
import { Me } from '../session/schema.ts';
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
