import { publicProcedure, router } from '../trpc.ts';
import { SystemInfo } from './schema.ts';

export const systemRouter = router({
  info: publicProcedure
    .output(SystemInfo)
    .query(({ ctx }) => ({ name: 'Sitecast' as const, version: ctx.version })),
});
