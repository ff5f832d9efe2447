import { type Prisma, transaction } from '@sitecast/db';
import { Frame, UnitSource } from '@sitecast/monitor';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import type { WorkspaceScope } from '../../core/scope.ts';
import { LocationLimits } from '../projects/schema.ts';
import { summaryFields, toLocationSummary } from './location-summary.ts';
import { type CreateUnit, Unit, type UnitPage, type UpdateUnit } from './schema.ts';

/** The workspace's meters, oldest first. */
export async function listUnits(ctx: WorkspaceContext, page: Page): Promise<UnitPage> {
  const { after, ...range } = keyset(page, 'asc');
  const rows = await ctx.db.unit.findMany({
    where: { workspaceId: ctx.workspaceId, removedAt: null, ...after },
    ...range,
    select: unitFields,
  });
  return toPage(rows, page.limit, toUnit);
}

/** @throws AppError NOT_FOUND if the workspace has no such meter */
export async function getUnit(ctx: WorkspaceScope, unitId: string): Promise<Unit> {
  const row = await ctx.db.unit.findFirst({ where: inWorkspace(ctx, unitId), select: unitFields });
  if (!row) throw unitNotFound();
  return toUnit(row);
}

/** Checks that the meter exists, with a smaller query than `getUnit`. @throws AppError NOT_FOUND */
export async function requireUnit(
  ctx: WorkspaceScope,
  unitId: string,
): Promise<{ id: string; name: string; source: UnitSource }> {
  const row = await ctx.db.unit.findFirst({
    where: inWorkspace(ctx, unitId),
    select: { id: true, name: true, source: true },
  });
  if (!row) throw unitNotFound();
  return { ...row, source: UnitSource.parse(row.source) };
}

export async function createUnit(ctx: WorkspaceContext, input: CreateUnit): Promise<Unit> {
  const id = uuidv7();
  const data = { id, workspaceId: ctx.workspaceId, ...input, createdAt: ctx.now() };
  const [row] = await ctx.db.$transaction([
    ctx.db.unit.create({ data, select: unitFields }),
    audit(ctx, ctx.db, 'unit.create', { kind: 'unit', id }, input),
  ]);
  ctx.meters.changed(id);
  ctx.events.publish(ctx.workspaceId, { event: 'unit', change: 'created', unitId: id });
  return toUnit(row);
}

/** Changes the given fields. Polling adapts at once. @throws AppError NOT_FOUND */
export async function updateUnit(ctx: WorkspaceContext, { unitId, ...changes }: UpdateUnit): Promise<Unit> {
  const row = await transaction(ctx.db, async (tx) => {
    await requireUnit({ ...ctx, db: tx }, unitId);
    const row = await tx.unit.update({ where: { id: unitId }, data: changes, select: unitFields });
    await audit(ctx, tx, 'unit.update', { kind: 'unit', id: unitId }, changes);
    return row;
  });
  ctx.meters.changed(unitId);
  ctx.alerts.changed(ctx.workspaceId);
  ctx.events.publish(ctx.workspaceId, { event: 'unit', change: 'changed', unitId });
  return toUnit(row);
}

/** Removes a meter: stops polling it and ends its assignment. Readings are kept. @throws AppError NOT_FOUND */
export async function removeUnit(ctx: WorkspaceContext, unitId: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { name } = await requireUnit({ ...ctx, db: tx }, unitId);
    const at = ctx.now();
    await tx.unitAssignment.updateMany({
      where: { activeUnitId: unitId },
      data: { assignedUntil: at, activeUnitId: null, activeLocationId: null },
    });
    await tx.unit.update({ where: { id: unitId }, data: { removedAt: at }, select: { id: true } });
    await audit(ctx, tx, 'unit.remove', { kind: 'unit', id: unitId }, { name });
  });
  ctx.meters.changed(unitId);
  ctx.alerts.changed(ctx.workspaceId);
  ctx.events.publish(ctx.workspaceId, { event: 'unit', change: 'removed', unitId });
}

function unitNotFound(): AppError {
  return new AppError('NOT_FOUND', 'Meter not found in this workspace.');
}

function inWorkspace({ workspaceId }: WorkspaceScope, unitId: string) {
  return { id: unitId, workspaceId, removedAt: null };
}

const unitFields = {
  id: true,
  name: true,
  model: true,
  source: true,
  slowPaceSec: true,
  createdAt: true,
  assignments: {
    where: { activeUnitId: { not: null } },
    select: { assignedFrom: true, location: { select: { ...summaryFields, limits: true } } },
  },
  status: { select: { reachable: true, lastFrame: true } },
} satisfies Prisma.UnitSelect;

function toUnit(row: Prisma.UnitGetPayload<{ select: typeof unitFields }>): Unit {
  const { assignments, status, createdAt, source, ...unit } = row;
  const [active] = assignments;
  return {
    ...unit,
    source: UnitSource.parse(source),
    location: active
      ? {
          ...toLocationSummary(active.location),
          limits: LocationLimits.nullable().catch(null).parse(active.location.limits),
          assignedFrom: active.assignedFrom.toISOString(),
        }
      : null,
    reachable: status?.reachable ?? null,
    lastFrame: Unit.shape.lastFrame.catch(null).parse(status?.lastFrame ?? null),
    createdAt: createdAt.toISOString(),
  };
}

/** Parses a stored frame. Null if there is none, or another version stored one that this version cannot read. */
export function toFrame(stored: Prisma.JsonValue | undefined): Frame | null {
  return Frame.nullable()
    .catch(null)
    .parse(stored ?? null);
}
