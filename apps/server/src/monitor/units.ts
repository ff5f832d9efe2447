import { statusOf } from '@sitecast/api';
import type { Database } from '@sitecast/db';
import { Frame, UnitSource, type UnitStatus, unknownStatus } from '@sitecast/monitor';

/** Everything needed to poll a meter. */
export interface ReadUnit {
  id: string;
  workspaceId: string;
  name: string;
  source: UnitSource;
  /** Polling interval when nobody is viewing. */
  slowPaceMs: number;
  /** Time zone of its project, which the instrument's clock uses. Undefined while it is unassigned. */
  timezone?: string;
  /** The last known status, from any process. */
  status: UnitStatus;
  /** Time of the latest stored values, UTC. */
  lastValuesAt?: string;
}

/** Loads meters, skipping removed ones. One with a source that this version doesn't know is reported and skipped. */
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
      onError(new Error(`Meter ${unit.id} has an unknown source`, { cause: known.error }));
      return [];
    }
    return {
      ...unit,
      source: known.data,
      slowPaceMs: slowPaceSec * 1_000,
      timezone: assignments[0]?.location.project.timezone,
      // This process has no connection yet.
      status: { ...(status ? statusOf(status) : unknownStatus), connectedSince: null },
      lastValuesAt: Frame.safeParse(status?.lastFrame).data?.timestamp,
    };
  });
}
