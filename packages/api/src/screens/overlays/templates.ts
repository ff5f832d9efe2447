import { isUniqueViolation, type Prisma, type Transaction, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import type { WorkspaceScope } from '../../core/scope.ts';
import {
  type CreateTemplate,
  type Template,
  type TemplatePage,
  TemplatePayload,
  type UpdateTemplate,
} from './schema.ts';
import { placeholders } from './template-payload.ts';

/** The workspace's templates in the order they were created. */
export async function listTemplates(ctx: WorkspaceContext, page: Page): Promise<TemplatePage> {
  const { after, ...range } = keyset(page, 'asc');
  const rows = await ctx.db.overlayTemplate.findMany({
    where: { workspaceId: ctx.workspaceId, ...after },
    ...range,
    select: templateFields,
  });
  return toPage(rows, page.limit, toTemplate);
}

/** @throws AppError NOT_FOUND */
export async function getTemplate(ctx: WorkspaceScope, templateId: string): Promise<Template> {
  const row = await ctx.db.overlayTemplate.findFirst({
    where: { id: templateId, workspaceId: ctx.workspaceId },
    select: templateFields,
  });
  if (!row) throw new AppError('NOT_FOUND', 'Template not found in this workspace.');
  return toTemplate(row);
}

/** @throws AppError CONFLICT if the workspace has a template of this name, ignoring case */
export async function createTemplate(
  ctx: WorkspaceContext,
  { name, payload }: CreateTemplate,
): Promise<Template> {
  const id = uuidv7();
  const data = { id, workspaceId: ctx.workspaceId, ...named(name), payload, createdAt: ctx.now() };
  const [row] = await uniquelyNamed(name, () =>
    ctx.db.$transaction([
      ctx.db.overlayTemplate.create({ data, select: templateFields }),
      audit(ctx, ctx.db, 'pip_template.create', { kind: 'pip_template', id }, { name, payload }),
    ]),
  );
  return toTemplate(row);
}

/** Changes the given fields. @throws AppError NOT_FOUND, CONFLICT as `createTemplate` */
export async function updateTemplate(
  ctx: WorkspaceContext,
  { templateId, name, payload }: UpdateTemplate,
): Promise<Template> {
  return uniquelyNamed(name, () =>
    transaction(ctx.db, async (tx) => {
      await getTemplate({ ...ctx, db: tx }, templateId);
      if (payload) await requireFitting(ctx, tx, templateId, payload);
      const row = await tx.overlayTemplate.update({
        where: { id: templateId },
        data: { ...(name === undefined ? {} : named(name)), payload },
        select: templateFields,
      });
      const details = { ...(name && { name }), ...(payload && { payload }) };
      await audit(ctx, tx, 'pip_template.update', { kind: 'pip_template', id: templateId }, details);
      return toTemplate(row);
    }),
  );
}

/** Overlays already showing stay on screen. @throws AppError NOT_FOUND; CONFLICT if alert rules use it */
export async function removeTemplate(ctx: WorkspaceContext, templateId: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { name } = await getTemplate({ ...ctx, db: tx }, templateId);
    const users = await ctx.alerts.rulesShowing({ ...ctx, db: tx }, templateId);
    if (users.length > 0)
      throw new AppError(
        'CONFLICT',
        `This template is used by alert rules: ${users.join(', ')}. Change them first.`,
      );
    await tx.overlayTemplate.delete({ where: { id: templateId }, select: { id: true } });
    await audit(ctx, tx, 'pip_template.remove', { kind: 'pip_template', id: templateId }, { name });
  });
}

/** A template that alert rules use may only have placeholders that alerts have values for. @throws AppError CONFLICT */
async function requireFitting(
  ctx: WorkspaceContext,
  tx: Transaction,
  templateId: string,
  payload: TemplatePayload,
): Promise<void> {
  const foreign = ctx.alerts.unknownPlaceholders(placeholders(payload));
  const users = foreign.length > 0 ? await ctx.alerts.rulesShowing({ ...ctx, db: tx }, templateId) : [];
  if (users.length === 0) return;
  const message = `This template is used by alert rules (${users.join(', ')}), which cannot fill in {${foreign.join('}, {')}}.`;
  throw new AppError('CONFLICT', message, { errors: [{ path: ['payload'], message }] });
}

async function uniquelyNamed<T>(name: string | undefined, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = `A template named "${name}" already exists. Choose another name.`;
    throw new AppError('CONFLICT', message, { errors: [{ path: ['name'], message }] });
  }
}

function named(name: string) {
  return { name, nameKey: name.toLowerCase() };
}

const templateFields = {
  id: true,
  name: true,
  payload: true,
  createdAt: true,
} satisfies Prisma.OverlayTemplateSelect;

function toTemplate({
  payload: stored,
  createdAt,
  ...row
}: Prisma.OverlayTemplateGetPayload<{ select: typeof templateFields }>): Template {
  const payload = TemplatePayload.parse(stored);
  return { ...row, payload, placeholders: placeholders(payload), createdAt: createdAt.toISOString() };
}
