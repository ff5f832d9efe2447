import { isUniqueViolation, type Prisma, type Transaction, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import { getLocation } from '../projects/locations.ts';
import { summaryFields, toLocationSummary } from './location-summary.ts';
import type { AssignmentPage, AssignUnit, Unit } from './schema.ts';
import { getUnit, requireUnit } from './service.ts';

/**
 * Assigns a meter to a location, from now on.
 *
 * @throws AppError NOT_FOUND for either; CONFLICT if either has an active assignment
 */
export function assignUnit(ctx: WorkspaceContext, input: AssignUnit): Promise<Unit> {
  return assign(ctx, input, 'unit.assign', requireUnassigned);
}

/**
 * Moves a meter to a location, ending its current assignment.
 *
 * @throws AppError NOT_FOUND for either; CONFLICT if the location has a meter
 */
export function moveUnit(ctx: WorkspaceContext, input: AssignUnit): Promise<Unit> {
  return assign(ctx, input, 'unit.move', async (tx, { unitId, locationId }) => {
    await requireVacant(tx, unitId, locationId);
    return endAssignment(ctx, tx, unitId);
  });
}

/** Ends a meter's assignment. Does nothing if it is unassigned. @throws AppError NOT_FOUND */
export async function unassignUnit(ctx: WorkspaceContext, unitId: string): Promise<Unit> {
  const unit = await transaction(ctx.db, async (tx) => {
    const before = await getUnit({ ...ctx, db: tx }, unitId);
    const from = await endAssignment(ctx, tx, unitId);
    if (from === null) return before;
    const details = { locationId: from };
    await audit(ctx, tx, 'unit.unassign', { kind: 'unit', id: unitId }, details);
    return { ...before, location: null };
  });
  publishChange(ctx, unitId, 'unassigned');
  return unit;
}

/** The assignments of a meter, newest first. @throws AppError NOT_FOUND */
export async function listUnitAssignments(
  ctx: WorkspaceContext,
  { unitId, ...page }: Page & { unitId: string },
): Promise<AssignmentPage> {
  await requireUnit(ctx, unitId);
  return listAssignments(ctx, { unitId }, page);
}

/** The assignments of a location, newest first. @throws AppError NOT_FOUND */
export async function listLocationAssignments(
  ctx: WorkspaceContext,
  { locationId, ...page }: Page & { locationId: string },
): Promise<AssignmentPage> {
  await getLocation(ctx, locationId);
  return listAssignments(ctx, { locationId }, page);
}

/** @param release ends the current assignment and returns its location ID, or throws if a new one is not possible */
async function assign(
  ctx: WorkspaceContext,
  input: AssignUnit,
  action: string,
  release: (tx: Transaction, input: AssignUnit) => Promise<string | null>,
): Promise<Unit> {
  const { unitId, locationId } = input;
  const attempt = () =>
    transaction(ctx.db, async (tx) => {
      const scoped = { ...ctx, db: tx };
      await requireUnit(scoped, unitId);
      await getLocation(scoped, locationId);
      const from = await release(tx, input);
      await tx.unitAssignment.create({
        data: {
          id: uuidv7(),
          unitId,
          locationId,
          assignedFrom: ctx.now(),
          activeUnitId: unitId,
          activeLocationId: locationId,
        },
        select: { id: true },
      });
      const details = { locationId, ...(from === null ? {} : { from }) };
      await audit(ctx, tx, action, { kind: 'unit', id: unitId }, details);
      return getUnit(scoped, unitId);
    });
  // Of two concurrent assignments, one violates a unique key; its second attempt throws a meaningful CONFLICT.
  const unit = await attempt().catch((error) => {
    if (isUniqueViolation(error)) return attempt();
    throw error;
  });
  publishChange(ctx, unitId, 'assigned');
  return unit;
}

async function requireUnassigned(tx: Transaction, { unitId, locationId }: AssignUnit): Promise<null> {
  const current = await tx.unitAssignment.findUnique({
    where: { activeUnitId: unitId },
    select: { unit: { select: { name: true } }, location: { select: summaryFields } },
  });
  if (current) {
    const { name, projectName } = toLocationSummary(current.location);
    const message = `${current.unit.name} is assigned to ${name} (${projectName}). Move it, or unassign it first.`;
    throw new AppError('CONFLICT', message, { errors: [{ path: ['unitId'], message }] });
  }
  await requireVacant(tx, unitId, locationId);
  return null;
}

async function requireVacant(tx: Transaction, unitId: string, locationId: string): Promise<void> {
  const current = await tx.unitAssignment.findUnique({
    where: { activeLocationId: locationId },
    select: { unit: { select: { id: true, name: true } }, location: { select: { name: true } } },
  });
  if (!current) return;
  const message =
    current.unit.id === unitId
      ? `${current.unit.name} is already assigned to ${current.location.name}.`
      : `${current.unit.name} is assigned to ${current.location.name}. Unassign it first.`;
  throw new AppError('CONFLICT', message, { errors: [{ path: ['locationId'], message }] });
}

/** Ends a meter's active assignment. Returns the location's ID; null if it has none. */
async function endAssignment(ctx: WorkspaceContext, tx: Transaction, unitId: string): Promise<string | null> {
  const active = await tx.unitAssignment.findUnique({
    where: { activeUnitId: unitId },
    select: { id: true, locationId: true },
  });
  if (!active) return null;
  await tx.unitAssignment.update({
    where: { id: active.id },
    data: { assignedUntil: ctx.now(), activeUnitId: null, activeLocationId: null },
    select: { id: true },
  });
  return active.locationId;
}

function publishChange(ctx: WorkspaceContext, unitId: string, change: 'assigned' | 'unassigned'): void {
  ctx.meters.changed(unitId);
  ctx.alerts.changed(ctx.workspaceId);
  ctx.events.publish(ctx.workspaceId, { event: 'unit', change, unitId });
}

async function listAssignments(
  ctx: WorkspaceContext,
  where: Prisma.UnitAssignmentWhereInput,
  page: Page,
): Promise<AssignmentPage> {
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.unitAssignment.findMany({
    where: { ...where, ...after },
    ...range,
    select: {
      id: true,
      unit: { select: { id: true, name: true } },
      location: { select: summaryFields },
      assignedFrom: true,
      assignedUntil: true,
    },
  });
  return toPage(rows, page.limit, ({ location, assignedFrom, assignedUntil, ...row }) => ({
    ...row,
    location: toLocationSummary(location),
    assignedFrom: assignedFrom.toISOString(),
    assignedUntil: assignedUntil?.toISOString() ?? null,
  }));
}
