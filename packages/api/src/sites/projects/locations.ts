import { Prisma, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, toPage } from '../../core/page.ts';
import type { WorkspaceScope } from '../../core/scope.ts';
import { closeLocations, publishClosed } from './close.ts';
import {
  type CreateLocation,
  type ListLocations,
  type Location,
  LocationLimits,
  type LocationPage,
  type UpdateLocation,
} from './schema.ts';
import { getProject } from './service.ts';

/** The locations of a project, oldest first. @throws AppError NOT_FOUND if the workspace has no such project */
export async function listLocations(
  ctx: WorkspaceContext,
  { projectId, ...page }: ListLocations,
): Promise<LocationPage> {
  await getProject(ctx, projectId);
  const { after, ...range } = keyset(page, 'asc');
  const rows = await ctx.db.location.findMany({
    where: { projectId, removedAt: null, ...after },
    ...range,
    select: locationFields,
  });
  return toPage(rows, page.limit, toLocation);
}

/** @throws AppError NOT_FOUND if the workspace has no such location */
export async function getLocation(ctx: WorkspaceScope, locationId: string): Promise<Location> {
  const row = await ctx.db.location.findFirst({
    where: {
      id: locationId,
      removedAt: null,
      project: { workspaceId: ctx.workspaceId, deletedAt: null },
    },
    select: locationFields,
  });
  if (!row) throw new AppError('NOT_FOUND', 'Location not found in this workspace.');
  return toLocation(row);
}

/** @throws AppError NOT_FOUND if the workspace has no such project */
export async function createLocation(ctx: WorkspaceContext, input: CreateLocation): Promise<Location> {
  const id = uuidv7();
  const row = await transaction(ctx.db, async (tx) => {
    await getProject({ ...ctx, db: tx }, input.projectId);
    const data = { id, ...toRow(input), projectId: input.projectId, createdAt: ctx.now() };
    const row = await tx.location.create({ data, select: locationFields });
    await audit(ctx, tx, 'location.create', { kind: 'location', id }, input);
    return row;
  });
  publishProjectChange(ctx, row.projectId);
  return toLocation(row);
}

/** Changes the given fields. @throws AppError NOT_FOUND */
export async function updateLocation(
  ctx: WorkspaceContext,
  { locationId, ...changes }: UpdateLocation,
): Promise<Location> {
  const row = await transaction(ctx.db, async (tx) => {
    await getLocation({ ...ctx, db: tx }, locationId);
    const row = await tx.location.update({
      where: { id: locationId },
      data: toRow(changes),
      select: locationFields,
    });
    await audit(ctx, tx, 'location.update', { kind: 'location', id: locationId }, changes);
    return row;
  });
  publishProjectChange(ctx, row.projectId);
  return toLocation(row);
}

/** Removes a location and unassigns its meter. Readings are kept. @throws AppError NOT_FOUND */
export async function removeLocation(ctx: WorkspaceContext, locationId: string): Promise<void> {
  const { closed, projectId } = await transaction(ctx.db, async (tx) => {
    const { name, projectId } = await getLocation({ ...ctx, db: tx }, locationId);
    const closed = await closeLocations(ctx, tx, { id: locationId });
    await tx.alertRule.updateMany({
      where: { locationId, removedAt: null },
      data: { removedAt: ctx.now() },
    });
    const details = { name, projectId, freedUnitIds: closed.unitIds };
    await audit(ctx, tx, 'location.remove', { kind: 'location', id: locationId }, details);
    return { closed, projectId };
  });
  publishClosed(ctx, closed);
  publishProjectChange(ctx, projectId);
}

function publishProjectChange(ctx: WorkspaceContext, projectId: string): void {
  ctx.events.publish(ctx.workspaceId, { event: 'project', change: 'changed', projectId });
}

function toRow<Input extends { limits?: LocationLimits | null }>({ limits, ...input }: Input) {
  return { ...input, limits: limits === null ? Prisma.DbNull : limits };
}

const locationFields = {
  id: true,
  projectId: true,
  name: true,
  lat: true,
  lng: true,
  limits: true,
  createdAt: true,
  assignments: {
    where: { activeLocationId: { not: null } },
    select: { assignedFrom: true, unit: { select: { id: true, name: true } } },
  },
} satisfies Prisma.LocationSelect;

function toLocation({
  assignments: [active],
  createdAt,
  limits,
  ...row
}: Prisma.LocationGetPayload<{ select: typeof locationFields }>): Location {
  return {
    ...row,
    limits: LocationLimits.nullable().catch(null).parse(limits),
    unit: active ? { ...active.unit, assignedFrom: active.assignedFrom.toISOString() } : null,
    createdAt: createdAt.toISOString(),
  };
}
