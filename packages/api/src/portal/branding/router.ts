import { memberProcedure, router, workspaceProcedure } from '../../core/trpc.ts';
import { Branding, SetLogo, UpdateBranding } from './schema.ts';
import { getBranding, removeLogo, setLogo, updateBranding } from './service.ts';

export const brandingRouter = router({
  get: memberProcedure('read')
    .output(Branding)
    .query(({ ctx }) => getBranding(ctx)),
  update: workspaceProcedure('manage')
    .input(UpdateBranding)
    .output(Branding)
    .mutation(({ ctx, input }) => updateBranding(ctx, input)),
  setLogo: workspaceProcedure('manage')
    .input(SetLogo)
    .output(Branding)
    .mutation(({ ctx, input }) => setLogo(ctx, input)),
  removeLogo: workspaceProcedure('manage')
    .output(Branding)
    .mutation(({ ctx }) => removeLogo(ctx)),
});
