import { statusOf } from '@sitecast/api';
import type { Database } from '@sitecast/db';
import { Frame, UnitSource, type UnitStatus, unknownStatus } from '@sitecast/monitor';

/** What reading a meter takes. */
export interface ReadUnit {
  id: string;
  workspaceId: string;
  name: string;
  source: UnitSource;
  /** How often it is read while nobody watches. */
  slowPaceMs: number;
  /** Of the project where it stands; the instrument's clock shows it. Undefined while it stands nowhere. */
  timezone?: string;
  /** What was last known of it, by whichever process. */
  status: UnitStatus;
  /** When the newest values that were kept held, UTC. */
  lastValuesAt?: string;
}

/** Those of the meters that are there. One whose source this version doesn't know is told, and left out. */
export async function loadUnits(
  db: Database,
  unitIds: string[],
  onError: (error: unknown) => void,
): Promise<ReadUnit[]> {
  const rows = await db.unit.findMany({
    where: { id: { in: unitIds }, removedAt: null },
    select: {
      id: true,
      workspaceId: true,
      name: true,
      source: true,
      slowPaceSec: true,
      status: true,
      assignments: {
        where: { activeUnitId: { not: null } },
        select: { location: { select: { project: { select: { timezone: true } } } } },
      },
    },
  });
  return rows.flatMap(({ source, slowPaceSec, status, assignments, ...unit }) => {
    const known = UnitSource.safeParse(source);
    if (!known.success) {
      onError(new Error(`Meter ${unit.id} has a source that is not understood`, { cause: known.error }));
      return [];
    }
    return {
      ...unit,
      source: known.data,
      slowPaceMs: slowPaceSec * 1_000,
      timezone: assignments[0]?.location.project.timezone,
      // Of this process's connection nothing is known yet.
      status: { ...(status ? statusOf(status) : unknownStatus), connectedSince: null },
      lastValuesAt: Frame.safeParse(status?.lastFrame).data?.timestamp,
    };
  });
}
