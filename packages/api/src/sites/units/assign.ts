import { isUniqueViolation, type Prisma, type Transaction, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import { getLocation } from '../projects/locations.ts';
import { placeFields, toPlace } from './place.ts';
import type { AssignmentPage, AssignUnit, Unit } from './schema.ts';
import { getUnit, requireUnit } from './service.ts';

/**
 * Puts a meter at a location, from now on.
 *
 * @throws AppError NOT_FOUND for either; CONFLICT when the meter stands elsewhere or another one stands there
 */
export function assignUnit(ctx: WorkspaceContext, input: AssignUnit): Promise<Unit> {
  return place(ctx, input, 'unit.assign', requireFree);
}

/** Takes a meter from wherever it stands to a location. @throws AppError as `assignUnit`, but it may stand elsewhere */
export function moveUnit(ctx: WorkspaceContext, input: AssignUnit): Promise<Unit> {
  return place(ctx, input, 'unit.move', async (tx, { unitId, locationId }) => {
    await requireVacant(tx, unitId, locationId);
    return endAssignment(ctx, tx, unitId);
  });
}

/** Takes a meter from where it stands; one that stands nowhere is no error. @throws AppError NOT_FOUND */
export async function unassignUnit(ctx: WorkspaceContext, unitId: string): Promise<Unit> {
  const unit = await transaction(ctx.db, async (tx) => {
    const before = await getUnit({ ...ctx, db: tx }, unitId);
    const from = await endAssignment(ctx, tx, unitId);
    if (from === null) return before;
    const details = { locationId: from };
    await audit(ctx, tx, 'unit.unassign', { kind: 'unit', id: unitId }, details);
    return { ...before, location: null };
  });
  tell(ctx, unitId, 'unassigned');
  return unit;
}

/** Where a meter stood, newest first. @throws AppError NOT_FOUND */
export async function listUnitAssignments(
  ctx: WorkspaceContext,
  { unitId, ...page }: Page & { unitId: string },
): Promise<AssignmentPage> {
  await requireUnit(ctx, unitId);
  return listAssignments(ctx, { unitId }, page);
}

/** Which meters stood at a location, newest first. @throws AppError NOT_FOUND */
export async function listLocationAssignments(
  ctx: WorkspaceContext,
  { locationId, ...page }: Page & { locationId: string },
): Promise<AssignmentPage> {
  await getLocation(ctx, locationId);
  return listAssignments(ctx, { locationId }, page);
}

/** @param makeRoom ends what is in the way and returns where the meter stood, or refuses */
async function place(
  ctx: WorkspaceContext,
  input: AssignUnit,
  action: string,
  makeRoom: (tx: Transaction, input: AssignUnit) => Promise<string | null>,
): Promise<Unit> {
  const { unitId, locationId } = input;
  const put = () =>
    transaction(ctx.db, async (tx) => {
      const scoped = { ...ctx, db: tx };
      await requireUnit(scoped, unitId);
      await getLocation(scoped, locationId);
      const from = await makeRoom(tx, input);
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
  // Two at once: the unique keys let one through, and a second look tells the other what is in its way.
  const unit = await put().catch((error) => {
    if (isUniqueViolation(error)) return put();
    throw error;
  });
  tell(ctx, unitId, 'assigned');
  return unit;
}

async function requireFree(tx: Transaction, { unitId, locationId }: AssignUnit): Promise<null> {
  const busy = await tx.unitAssignment.findUnique({
    where: { activeUnitId: unitId },
    select: { unit: { select: { name: true } }, location: { select: placeFields } },
  });
  if (busy) {
    const { name, projectName } = toPlace(busy.location);
    const message = `${busy.unit.name} is assigned to ${name} (${projectName}). Move it, or unassign it first.`;
    throw new AppError('CONFLICT', message, { errors: [{ path: ['unitId'], message }] });
  }
  await requireVacant(tx, unitId, locationId);
  return null;
}

async function requireVacant(tx: Transaction, unitId: string, locationId: string): Promise<void> {
  const there = await tx.unitAssignment.findUnique({
    where: { activeLocationId: locationId },
    select: { unit: { select: { id: true, name: true } }, location: { select: { name: true } } },
  });
  if (!there) return;
  const message =
    there.unit.id === unitId
      ? `${there.unit.name} is already assigned to ${there.location.name}.`
      : `${there.unit.name} is assigned to ${there.location.name}. Unassign it first.`;
  throw new AppError('CONFLICT', message, { errors: [{ path: ['locationId'], message }] });
}

/** Returns the location's id where it stood, or null. */
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

function tell(ctx: WorkspaceContext, unitId: string, change: 'assigned' | 'unassigned'): void {
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
      location: { select: placeFields },
      assignedFrom: true,
      assignedUntil: true,
    },
  });
  return toPage(rows, page.limit, ({ location, assignedFrom, assignedUntil, ...row }) => ({
    ...row,
    location: toPlace(location),
    assignedFrom: assignedFrom.toISOString(),
    assignedUntil: assignedUntil?.toISOString() ?? null,
  }));
}
