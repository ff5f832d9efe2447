import type { Prisma } from '@sitecast/db';
import type { z } from 'zod';
import type { Place } from './schema.ts';

export const placeFields = {
  id: true,
  name: true,
  project: { select: { id: true, name: true, timezone: true } },
} satisfies Prisma.LocationSelect;

export function toPlace({
  id,
  name,
  project,
}: Prisma.LocationGetPayload<{ select: typeof placeFields }>): z.infer<typeof Place> {
  return { id, name, projectId: project.id, projectName: project.name, timezone: project.timezone };
}
