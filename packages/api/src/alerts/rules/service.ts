import { isDeepStrictEqual } from 'node:util';
import { type Prisma, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, toPage } from '../../core/page.ts';
import type { WorkspaceScope } from '../../core/scope.ts';
import { getLocation } from '../../sites/projects/locations.ts';
import { getProject } from '../../sites/projects/service.ts';
import { closeAlerts } from '../close-alert.ts';
import { requireValidActions, toActions, toStored } from './actions.ts';
import {
  AlertCondition,
  type CreateRule,
  type ListRules,
  type Rule,
  type RulePage,
  type SavedRule,
  StoredAction,
  type UpdateRule,
} from './schema.ts';

/**
 * The workspace's rules, oldest first. For a location, the rules of its project too.
 *
 * @throws AppError NOT_FOUND
 */
export async function listRules(
  ctx: WorkspaceContext,
  { projectId, locationId, ...page }: ListRules,
): Promise<RulePage> {
  if (projectId !== undefined) await getProject(ctx, projectId);
  const location = locationId === undefined ? null : await getLocation(ctx, locationId);
  const { after, ...range } = keyset(page, 'asc');
  const rows = await ctx.db.alertRule.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      removedAt: null,
      ...after,
      AND: [
        projectId === undefined ? {} : { OR: [{ projectId }, { location: { projectId } }] },
        location ? { OR: [{ locationId: location.id }, { projectId: location.projectId }] } : {},
      ],
    },
    ...range,
    select: ruleFields,
  });
  return toPage(rows, page.limit, toRule);
}

/** @throws AppError NOT_FOUND */
export async function getRule(ctx: WorkspaceScope, ruleId: string): Promise<Rule> {
  return toRule(await findRule(ctx, ruleId));
}

/** @throws AppError NOT_FOUND for project or location, VALIDATION for targets and templates of the actions */
export async function createRule(
  ctx: WorkspaceContext,
  { actions, ...input }: CreateRule,
): Promise<SavedRule> {
  const { workspaceId } = ctx;
  const id = uuidv7();
  const { stored, secrets } = toStored(ctx, actions, []);
  const row = await transaction(ctx.db, async (tx) => {
    const scoped = { workspaceId, db: tx };
    if (input.projectId !== undefined) await getProject(scoped, input.projectId);
    if (input.locationId !== undefined) await getLocation(scoped, input.locationId);
    await requireValidActions(ctx, tx, actions);
    const data = { id, workspaceId, ...input, actions: stored, createdAt: ctx.now() };
    const row = await tx.alertRule.create({ data, select: ruleFields });
    const details = { ...input, actions: toActions(stored) };
    await audit(ctx, tx, 'alert_rule.create', { kind: 'alert_rule', id }, details);
    return row;
  });
  announce(ctx, 'created', id, []);
  return { ...toRule(row), secrets };
}

/**
 * Changes the given fields. Open alerts of the rule are closed if its condition changes or it is disabled.
 *
 * @throws AppError NOT_FOUND, VALIDATION for targets and templates of the actions
 */
export async function updateRule(
  ctx: WorkspaceContext,
  { ruleId, actions, ...changes }: UpdateRule,
): Promise<SavedRule> {
  const { row, secrets, closed } = await transaction(ctx.db, async (tx) => {
    const before = await findRule({ workspaceId: ctx.workspaceId, db: tx }, ruleId);
    if (actions) await requireValidActions(ctx, tx, actions);
    const saved = actions && toStored(ctx, actions, StoredAction.array().parse(before.actions));
    const data = { ...changes, ...(saved && { actions: saved.stored }) };
    const row = await tx.alertRule.update({ where: { id: ruleId }, data, select: ruleFields });
    const closesAlerts =
      changes.enabled === false ||
      (changes.condition && !isDeepStrictEqual(changes.condition, AlertCondition.parse(before.condition)));
    const closed = closesAlerts ? await closeAlerts(ctx, tx, { ruleId }) : [];
    const details = { ...changes, ...(saved && { actions: toActions(saved.stored) }) };
    await audit(ctx, tx, 'alert_rule.update', { kind: 'alert_rule', id: ruleId }, details);
    return { row, secrets: saved?.secrets ?? [], closed };
  });
  announce(ctx, 'changed', ruleId, closed);
  return { ...toRule(row), secrets };
}

/** Closes the rule's open alerts; its history stays. @throws AppError NOT_FOUND */
export async function removeRule(ctx: WorkspaceContext, ruleId: string): Promise<void> {
  const closed = await transaction(ctx.db, async (tx) => {
    const { name } = await findRule({ workspaceId: ctx.workspaceId, db: tx }, ruleId);
    await tx.alertRule.update({
      where: { id: ruleId },
      data: { removedAt: ctx.now() },
      select: { id: true },
    });
    const closed = await closeAlerts(ctx, tx, { ruleId });
    await audit(ctx, tx, 'alert_rule.remove', { kind: 'alert_rule', id: ruleId }, { name });
    return closed;
  });
  announce(ctx, 'removed', ruleId, closed);
}

/** The names of the rules whose alerts show this template. */
export async function rulesWithTemplate(
  { db, workspaceId }: WorkspaceScope,
  templateId: string,
): Promise<string[]> {
  const rows = await db.alertRule.findMany({
    where: { workspaceId, removedAt: null },
    select: { name: true, actions: true },
  });
  const shows = (action: StoredAction) => action.kind === 'overlay' && action.templateId === templateId;
  return rows
    .filter(({ actions }) => StoredAction.array().parse(actions).some(shows))
    .map(({ name }) => name);
}

function announce(
  ctx: WorkspaceContext,
  change: 'created' | 'changed' | 'removed',
  ruleId: string,
  closed: string[],
): void {
  ctx.alerts.changed(ctx.workspaceId);
  ctx.events.publish(ctx.workspaceId, { event: 'alertRule', change, ruleId });
  ctx.alerts.announceCleared(ctx.workspaceId, closed);
}

async function findRule({ db, workspaceId }: WorkspaceScope, ruleId: string) {
  const row = await db.alertRule.findFirst({
    where: { id: ruleId, workspaceId, removedAt: null },
    select: ruleFields,
  });
  if (!row) throw new AppError('NOT_FOUND', 'Alert rule not found in this workspace.');
  return row;
}

const ruleFields = {
  id: true,
  name: true,
  projectId: true,
  locationId: true,
  condition: true,
  actions: true,
  enabled: true,
  createdAt: true,
  project: { select: { name: true } },
  location: { select: { name: true } },
} satisfies Prisma.AlertRuleSelect;

function toRule(row: Prisma.AlertRuleGetPayload<{ select: typeof ruleFields }>): Rule {
  const { project, location, condition, actions, createdAt, ...rule } = row;
  return {
    ...rule,
    placeName: (location ?? project)!.name,
    condition: AlertCondition.parse(condition),
    actions: toActions(StoredAction.array().parse(actions)),
    createdAt: createdAt.toISOString(),
  };
}
