import { type Prisma, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import type { WorkspaceScope } from '../../core/scope.ts';
import { getClient } from '../clients/service.ts';
import { closeLocations, publishClosed } from './close.ts';
import type { CreateProject, Project, ProjectPage, UpdateProject } from './schema.ts';

/** The workspace's projects, oldest first. */
export async function listProjects(ctx: WorkspaceContext, page: Page): Promise<ProjectPage> {
  const { after, ...range } = keyset(page, 'asc');
  const rows = await ctx.db.project.findMany({
    where: { workspaceId: ctx.workspaceId, deletedAt: null, ...after },
    ...range,
    select: projectFields,
  });
  return toPage(rows, page.limit, toProject);
}

/** @throws AppError NOT_FOUND if the workspace has no such project */
export async function getProject(ctx: WorkspaceScope, projectId: string): Promise<Project> {
  const row = await ctx.db.project.findFirst({
    where: { id: projectId, workspaceId: ctx.workspaceId, deletedAt: null },
    select: projectFields,
  });
  if (!row) throw projectNotFound();
  return toProject(row);
}

/** @throws AppError NOT_FOUND if the workspace has no such client */
export async function createProject(ctx: WorkspaceContext, input: CreateProject): Promise<Project> {
  const id = uuidv7();
  await requireClient(ctx, input.clientId);
  const data = { id, workspaceId: ctx.workspaceId, ...toRow(input), createdAt: ctx.now() };
  const [row] = await ctx.db.$transaction([
    ctx.db.project.create({ data, select: projectFields }),
    audit(ctx, ctx.db, 'project.create', { kind: 'project', id }, input),
  ]);
  ctx.events.publish(ctx.workspaceId, { event: 'project', change: 'created', projectId: id });
  return toProject(row);
}

/** Changes the given fields. @throws AppError NOT_FOUND */
export async function updateProject(
  ctx: WorkspaceContext,
  { projectId, ...changes }: UpdateProject,
): Promise<Project> {
  const { row, unitIds } = await transaction(ctx.db, async (tx) => {
    await getProject({ ...ctx, db: tx }, projectId);
    await requireClient({ ...ctx, db: tx }, changes.clientId);
    const row = await tx.project.update({
      where: { id: projectId },
      data: toRow(changes),
      select: projectFields,
    });
    const units = await tx.unitAssignment.findMany({
      where: { activeUnitId: { not: null }, location: { projectId } },
      select: { unitId: true },
    });
    await audit(ctx, tx, 'project.update', { kind: 'project', id: projectId }, changes);
    return { row, unitIds: units.map(({ unitId }) => unitId) };
  });
  ctx.events.publish(ctx.workspaceId, { event: 'project', change: 'changed', projectId });
  // Instruments keep the site's local time.
  if (changes.timezone !== undefined) for (const unitId of unitIds) ctx.meters.changed(unitId);
  ctx.alerts.changed(ctx.workspaceId);
  return toProject(row);
}

/** Removes a project with its locations and unassigns their meters. Readings are kept. @throws AppError NOT_FOUND */
export async function removeProject(ctx: WorkspaceContext, projectId: string): Promise<void> {
  const closed = await transaction(ctx.db, async (tx) => {
    const { name } = await getProject({ ...ctx, db: tx }, projectId);
    const closed = await closeLocations(ctx, tx, { projectId, removedAt: null });
    const inProject = { OR: [{ projectId }, { location: { projectId } }], removedAt: null };
    await tx.alertRule.updateMany({ where: inProject, data: { removedAt: ctx.now() } });
    await tx.project.update({
      where: { id: projectId },
      data: { deletedAt: ctx.now() },
      select: { id: true },
    });
    const details = { name, freedUnitIds: closed.unitIds };
    await audit(ctx, tx, 'project.remove', { kind: 'project', id: projectId }, details);
    return closed;
  });
  publishClosed(ctx, closed);
  ctx.events.publish(ctx.workspaceId, { event: 'project', change: 'removed', projectId });
}

async function requireClient(
  ctx: Parameters<typeof getClient>[0],
  clientId: string | null | undefined,
): Promise<void> {
  if (clientId) await getClient(ctx, clientId);
}

function projectNotFound(): AppError {
  return new AppError('NOT_FOUND', 'Project not found in this workspace.');
}

function toRow<Input extends { clientName?: string | null }>(input: Input): Input {
  return input.clientName === '' ? { ...input, clientName: null } : input;
}

const projectFields = {
  id: true,
  name: true,
  timezone: true,
  clientId: true,
  clientName: true,
  createdAt: true,
  _count: { select: { locations: { where: { removedAt: null } } } },
} satisfies Prisma.ProjectSelect;

function toProject({
  _count,
  createdAt,
  ...row
}: Prisma.ProjectGetPayload<{ select: typeof projectFields }>): Project {
  return { ...row, locationCount: _count.locations, createdAt: createdAt.toISOString() };
}
