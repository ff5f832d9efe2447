import type { Database, Prisma } from '@sitecast/db';
import {
  type DriverState,
  Frame,
  MeasurementState,
  statusAfterState,
  UnitSource,
  type UnitStatus,
  unknownStatus,
} from '@sitecast/monitor';

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
      status: status ? toStatus(status) : unknownStatus,
      lastValuesAt: Frame.safeParse(status?.lastFrame).data?.timestamp,
    };
  });
}

/** What a new connection to the meter will not say at once, and what was told already. */
function toStatus(row: Prisma.UnitStatusGetPayload<object>): UnitStatus {
  const at = row.updatedAt.toISOString();
  const { battery, clockDriftSec } = row;
  const told: DriverState[] = [
    ...(battery === null ? [] : [{ kind: 'battery' as const, at, level: battery }]),
    ...(clockDriftSec === null ? [] : [{ kind: 'clock' as const, at, driftSeconds: clockDriftSec }]),
  ];
  return told.reduce(statusAfterState, {
    ...unknownStatus,
    reachable: row.reachable,
    failures: row.failures,
    lastPollAt: row.lastPollAt?.toISOString() ?? null,
    lastSuccessAt: row.lastSuccessAt?.toISOString() ?? null,
    lastError: row.lastError,
    lastErrorAt: row.lastErrorAt?.toISOString() ?? null,
    measurementState: MeasurementState.catch('unknown').parse(row.measurementState),
  });
}
