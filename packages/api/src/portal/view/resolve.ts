import type { Prisma } from '@sitecast/db';
import { AppError } from '../../core/errors.ts';
import type { PortalScope } from './session.ts';

/** What a client may see: client → project (not deleted) → location (not removed). Whatever is not in it is not found. */
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
  // The active assignment: a meter that stood here before shows other places by now.
  assignments: {
    where: { activeLocationId: { not: null }, unit: { removedAt: null } },
    select: {
      assignedFrom: true,
      unit: { select: { id: true, slowPaceSec: true, status: { select: { lastFrame: true } } } },
    },
  },
} satisfies Prisma.LocationSelect;

export type ClientLocation = Prisma.LocationGetPayload<{ select: typeof fields }>;

/** A location of the client. @throws AppError NOT_FOUND for one of another client, a removed one, or none at all */
export async function resolveClientLocation(ctx: PortalScope, locationId: string): Promise<ClientLocation> {
  const found = await ctx.db.location.findFirst({
    where: { ...ofClient(ctx), id: locationId },
    select: fields,
  });
  if (!found) throw new AppError('NOT_FOUND', 'Location not found.');
  return found;
}

/** The meter that stands at a location of the client now. @throws AppError NOT_FOUND also where none stands */
export async function resolveClientUnit(
  ctx: PortalScope,
  locationId: string,
): Promise<{ unitId: string; assignedFrom: Date }> {
  const { assignments } = await resolveClientLocation(ctx, locationId);
  const [active] = assignments;
  if (!active) throw new AppError('NOT_FOUND', 'No meter is assigned to this location.');
  return { unitId: active.unit.id, assignedFrom: active.assignedFrom };
}

/** All of them, in the order they were made. */
export function clientLocations(ctx: PortalScope): Promise<ClientLocation[]> {
  return ctx.db.location.findMany({ where: ofClient(ctx), orderBy: { id: 'asc' }, select: fields });
}
