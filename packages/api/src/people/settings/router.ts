import { z } from 'zod';
import { adminProcedure, router } from '../../core/trpc.ts';
import { Settings, UpdateSettings } from './schema.ts';
import { updateSettings } from './service.ts';

export const settingsRouter = router({
  get: adminProcedure
    .input(z.strictObject({}))
    .output(Settings)
    .query(({ ctx }) => ctx.settings.current()),
  update: adminProcedure
    .input(UpdateSettings)
    .output(Settings)
    .mutation(({ ctx, input }) => updateSettings(ctx, input)),
});
