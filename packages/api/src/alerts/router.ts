import { z } from 'zod';
import { router, workspaceProcedure } from '../core/trpc.ts';
import { acknowledgeAlert, getAlert, listAlerts } from './read.ts';
import { dryRunRule } from './rules/dry-run.ts';
import {
  CreateRule,
  DryRun,
  DryRunResult,
  ListRules,
  Rule,
  RulePage,
  RuleRef,
  SavedRule,
  UpdateRule,
} from './rules/schema.ts';
import { createRule, getRule, listRules, removeRule, updateRule } from './rules/service.ts';
import { Alert, AlertPage, AlertRef, AlertWithDeliveries, ListAlerts } from './schema.ts';

/** Creating rules takes `full`, because alerts show overlays and send mail. */
const ruleRouter = router({
  list: workspaceProcedure('read')
    .input(ListRules)
    .output(RulePage)
    .query(({ ctx, input }) => listRules(ctx, input)),
  get: workspaceProcedure('read')
    .input(RuleRef)
    .output(Rule)
    .query(({ ctx, input }) => getRule(ctx, input.ruleId)),
  create: workspaceProcedure('full')
    .input(CreateRule)
    .output(SavedRule)
    .mutation(({ ctx, input }) => createRule(ctx, input)),
  update: workspaceProcedure('full')
    .input(UpdateRule)
    .output(SavedRule)
    .mutation(({ ctx, input }) => updateRule(ctx, input)),
  remove: workspaceProcedure('full')
    .input(RuleRef)
    .output(z.void())
    .mutation(({ ctx, input }) => removeRule(ctx, input.ruleId)),
  /** The alerts a rule would have raised in the last days. Changes nothing. */
  dryRun: workspaceProcedure('read')
    .input(DryRun)
    .output(DryRunResult)
    .query(({ ctx, input }) => dryRunRule(ctx, input)),
});

export const alertsRouter = router({
  rule: ruleRouter,
  list: workspaceProcedure('read')
    .input(ListAlerts)
    .output(AlertPage)
    .query(({ ctx, input }) => listAlerts(ctx, input)),
  get: workspaceProcedure('read')
    .input(AlertRef)
    .output(AlertWithDeliveries)
    .query(({ ctx, input }) => getAlert(ctx, input.alertId)),
  acknowledge: workspaceProcedure('write')
    .input(AlertRef)
    .output(Alert)
    .mutation(({ ctx, input }) => acknowledgeAlert(ctx, input.alertId)),
});
