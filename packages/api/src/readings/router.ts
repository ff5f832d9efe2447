import { adminProcedure, router } from '../trpc.ts';
import { readingSettings, updateReadingSettings } from './retention.ts';
import { ReadingSettings } from './schema.ts';

export const readingsRouter = router({
  settings: adminProcedure.output(ReadingSettings).query(({ ctx }) => readingSettings(ctx)),
  updateSettings: adminProcedure
    .input(ReadingSettings)
    .output(ReadingSettings)
    .mutation(({ ctx, input }) => updateReadingSettings(ctx, input)),
});
