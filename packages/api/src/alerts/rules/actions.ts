import { createHmac } from 'node:crypto';
import type { Transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import type { App, Context, WorkspaceContext } from '../../core/context.ts';
import { AppError, type FieldError } from '../../core/errors.ts';
import { getTemplate } from '../../screens/overlays/templates.ts';
import { type ActionInput, OVERLAY_VALUES, type Rule, type SavedRule, type StoredAction } from './schema.ts';

/**
 * The signing secret of a webhook. Derived from the server's key, so that it is stored nowhere; another SECRET_KEY gives
 * another secret.
 */
export function webhookSecret({ key }: Pick<App, 'key'>, secretId: string): string {
  return `whsec_${createHmac('sha256', key).update(`alert-webhook:${secretId}`).digest('base64url')}`;
}

/** Actions as they are stored, and the secrets of new webhooks. A known receiver keeps its secret. */
export function toStored(
  app: Pick<Context, 'key' | 'language'>,
  actions: ActionInput[],
  before: StoredAction[],
): { stored: StoredAction[]; secrets: SavedRule['secrets'] } {
  const known = new Map(before.flatMap((one) => (one.kind === 'webhook' ? [[one.url, one.secretId]] : [])));
  const secrets: SavedRule['secrets'] = [];
  const stored = actions.map((action): StoredAction => {
    if (action.kind === 'portal') return action;
    if (action.kind !== 'webhook') return { ...action, language: app.language };
    const { newSecret, ...webhook } = action;
    const kept = newSecret ? undefined : known.get(webhook.url);
    const secretId = kept ?? uuidv7();
    if (!kept) {
      known.set(webhook.url, secretId);
      secrets.push({ url: webhook.url, secret: webhookSecret(app, secretId) });
    }
    return { ...webhook, secretId };
  });
  return { stored, secrets };
}

export function toActions(stored: StoredAction[]): Rule['actions'] {
  return stored.map((action) => {
    if (action.kind === 'portal') return action;
    if (action.kind === 'webhook') {
      const { secretId: _, ...webhook } = action;
      return webhook;
    }
    const { language: _, ...rest } = action;
    return rest;
  });
}

/**
 * Checks that targets and templates are in this workspace, and that a template needs only values an alert has.
 *
 * @throws AppError VALIDATION
 */
export async function requireValidActions(
  ctx: Pick<WorkspaceContext, 'workspaceId'>,
  tx: Transaction,
  actions: ActionInput[],
): Promise<void> {
  const errors: FieldError[] = [];
  for (const [index, action] of actions.entries()) {
    if (action.kind !== 'overlay') continue;
    const path = ['actions', index];
    const problem = await templateProblem(ctx, tx, action.templateId);
    if (problem) errors.push({ path: [...path, 'templateId'], message: problem });
    const found = await targetsIn(ctx, tx, action.targetIds);
    for (const [at, id] of action.targetIds.entries())
      if (!found.has(id))
        errors.push({
          path: [...path, 'targetIds', at],
          message: 'No screen or group with this ID in this workspace',
        });
  }
  if (errors.length === 0) return;
  const message = errors.map(({ path, message: what }) => `${path.join('.')}: ${what}`).join('; ');
  throw new AppError('VALIDATION', message, { errors });
}

/** The placeholders for which an alert has no value. */
export function unknownPlaceholders(placeholders: string[]): string[] {
  return placeholders.filter((name) => !(OVERLAY_VALUES as readonly string[]).includes(name));
}

async function templateProblem(
  { workspaceId }: Pick<WorkspaceContext, 'workspaceId'>,
  tx: Transaction,
  templateId: string,
): Promise<string | null> {
  const template = await getTemplate({ workspaceId, db: tx }, templateId).catch((error) => {
    if (error instanceof AppError && error.appCode === 'NOT_FOUND') return null;
    throw error;
  });
  if (!template) return 'Template not found in this workspace';
  const unknown = unknownPlaceholders(template.placeholders);
  if (unknown.length === 0) return null;
  return `Alerts cannot fill in {${unknown.join('}, {')}}, only {${OVERLAY_VALUES.join('}, {')}}`;
}

async function targetsIn(
  { workspaceId }: Pick<WorkspaceContext, 'workspaceId'>,
  tx: Transaction,
  ids: string[],
): Promise<Set<string>> {
  const where = { id: { in: ids }, workspaceId };
  const devices = await tx.device.findMany({ where: { ...where, removedAt: null }, select: { id: true } });
  const groups = await tx.deviceGroup.findMany({ where, select: { id: true } });
  return new Set([...devices, ...groups].map(({ id }) => id));
}
