import { router, workspaceProcedure } from '../trpc.ts';
import { clearOverlay } from './clear.ts';
import { getOverlay, listOverlays } from './read.ts';
import {
  ClearOverlay,
  ClearResult,
  ListOverlays,
  OverlayPage,
  OverlayRef,
  OverlayWithDeliveries,
  ShowOverlay,
  ShowResult,
} from './schema.ts';
import { showOverlay } from './service.ts';

export const pipRouter = router({
  show: workspaceProcedure('full')
    .input(ShowOverlay)
    .output(ShowResult)
    .mutation(({ ctx, input }) => showOverlay(ctx, input)),
  clear: workspaceProcedure('full')
    .input(ClearOverlay)
    .output(ClearResult)
    .mutation(({ ctx, input }) => clearOverlay(ctx, input)),
  list: workspaceProcedure('read')
    .input(ListOverlays)
    .output(OverlayPage)
    .query(({ ctx, input }) => listOverlays(ctx, input)),
  get: workspaceProcedure('read')
    .input(OverlayRef)
    .output(OverlayWithDeliveries)
    .query(({ ctx, input }) => getOverlay(ctx, input.pipId)),
});
