import type { Prisma } from '@sitecast/db';
import type { LocationSummary } from './schema.ts';

export const summaryFields = {
  id: true,
  name: true,
  project: { select: { id: true, name: true, timezone: true } },
} satisfies Prisma.LocationSelect;

export function toLocationSummary({
  id,
  name,
  project,
}: Prisma.LocationGetPayload<{ select: typeof summaryFields }>): LocationSummary {
  return { id, name, projectId: project.id, projectName: project.name, timezone: project.timezone };
}
