import type { Prisma } from '@sitecast/db';
import { AppError } from '../../core/errors.ts';
import type { PortalScope } from './session.ts';

/** Filters for the locations a client may see: client → project (not deleted) → location (not removed). */
export function ofClient({ principal }: PortalScope): Prisma.LocationWhereInput {
  const { clientId, workspaceId } = principal;
  return { removedAt: null, project: { clientId, workspaceId, deletedAt: null } };
}

const fields = {
  id: true,
  name: true,
  lat: true,
  lng: true,
  limits: true,
  project: { select: { id: true, name: true, timezone: true } },
  // Only the active assignment: earlier meters may measure elsewhere now.
  assignments: {
    where: { activeLocationId: { not: null }, unit: { removedAt: null } },
    select: {
      assignedFrom: true,
      unit: { select: { id: true, slowPaceSec: true, status: { select: { lastFrame: true } } } },
    },
  },
} satisfies Prisma.LocationSelect;

export type ClientLocation = Prisma.LocationGetPayload<{ select: typeof fields }>;

/** One of the client's locations. @throws AppError NOT_FOUND, also if it was removed or is another client's */
export async function resolveClientLocation(ctx: PortalScope, locationId: string): Promise<ClientLocation> {
  const found = await ctx.db.location.findFirst({
    where: { ...ofClient(ctx), id: locationId },
    select: fields,
  });
  if (!found) throw new AppError('NOT_FOUND', 'Location not found.');
  return found;
}

/** The meter assigned to one of the client's locations. @throws AppError NOT_FOUND, also if none is assigned */
export async function resolveClientUnit(
  ctx: PortalScope,
  locationId: string,
): Promise<{ unitId: string; assignedFrom: Date }> {
  const { assignments } = await resolveClientLocation(ctx, locationId);
  const [active] = assignments;
  if (!active) throw new AppError('NOT_FOUND', 'No meter is assigned to this location.');
  return { unitId: active.unit.id, assignedFrom: active.assignedFrom };
}

/** All of the client's locations, oldest first. */
export function clientLocations(ctx: PortalScope): Promise<ClientLocation[]> {
  return ctx.db.location.findMany({ where: ofClient(ctx), orderBy: { id: 'asc' }, select: fields });
}
