import { z } from 'zod';
import { Page } from '../../core/page.ts';
import { router, workspaceProcedure } from '../../core/trpc.ts';
import { clearOverlay } from './clear.ts';
import { getOverlay, listOverlays } from './read.ts';
import {
  ClearOverlay,
  ClearResult,
  CreateTemplate,
  ListOverlays,
  OverlayPage,
  OverlayRef,
  OverlayWithDeliveries,
  ShowOverlay,
  ShowResult,
  Template,
  TemplatePage,
  TemplateRef,
  UpdateTemplate,
} from './schema.ts';
import { showOverlay } from './show.ts';
import { createTemplate, getTemplate, listTemplates, removeTemplate, updateTemplate } from './templates.ts';

/** Changing a template changes what others and alerts show, so it needs the same access as showing an overlay. */
const templateRouter = router({
  list: workspaceProcedure('read')
    .input(Page)
    .output(TemplatePage)
    .query(({ ctx, input }) => listTemplates(ctx, input)),
  get: workspaceProcedure('read')
    .input(TemplateRef)
    .output(Template)
    .query(({ ctx, input }) => getTemplate(ctx, input.templateId)),
  create: workspaceProcedure('full')
    .input(CreateTemplate)
    .output(Template)
    .mutation(({ ctx, input }) => createTemplate(ctx, input)),
  update: workspaceProcedure('full')
    .input(UpdateTemplate)
    .output(Template)
    .mutation(({ ctx, input }) => updateTemplate(ctx, input)),
  remove: workspaceProcedure('full')
    .input(TemplateRef)
    .output(z.void())
    .mutation(({ ctx, input }) => removeTemplate(ctx, input.templateId)),
});

export const pipRouter = router({
  template: templateRouter,
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
