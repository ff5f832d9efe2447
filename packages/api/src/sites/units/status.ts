import { Prisma } from '@sitecast/db';
import {
  type Frame,
  type UnitStatus as KnownStatus,
  MeasurementState,
  statusAfterState,
  unknownStatus,
} from '@sitecast/monitor';
import { uuidv7 } from 'uuidv7';
import type { Infrastructure, WorkspaceContext } from '../../core/context.ts';
import { keyset, toPage } from '../../core/page.ts';
import { type ListUnitLog, UnitLogLevel, type UnitLogPage, type UnitStatus } from './schema.ts';
import { requireUnit, toFrame } from './service.ts';

const MAX_LOG_LINES = 1_000;

/** The last stored status of a meter; never queries the instrument. @throws AppError NOT_FOUND */
export async function getUnitStatus(ctx: WorkspaceContext, unitId: string): Promise<UnitStatus> {
  await requireUnit(ctx, unitId);
  const row = await ctx.db.unitStatus.findUnique({ where: { unitId } });
  if (!row)
    return { ...unknownStatus, unitId, connectionUptimeSeconds: null, lastFrame: null, updatedAt: null };
  const { connectedSince } = row;
  return {
    ...statusOf(row),
    unitId,
    connectionUptimeSeconds: connectedSince && Math.max(0, secondsBetween(connectedSince, ctx.now())),
    lastFrame: toFrame(row.lastFrame),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Converts a stored status. */
export function statusOf(row: Prisma.UnitStatusGetPayload<object>): KnownStatus {
  const { clockDriftSec, battery } = row;
  const at = row.updatedAt.toISOString();
  // Derives the battery and clock warnings.
  let known = unknownStatus;
  if (battery !== null) known = statusAfterState(known, { kind: 'battery', at, level: battery });
  if (clockDriftSec !== null)
    known = statusAfterState(known, { kind: 'clock', at, driftSeconds: clockDriftSec });
  const lastFrame = toFrame(row.lastFrame);
  return {
    ...known,
    feedStatus: lastFrame?.feedStatus ?? null,
    reachable: row.reachable,
    failures: row.failures,
    lastPollAt: iso(row.lastPollAt),
    lastSuccessAt: iso(row.lastSuccessAt),
    lastError: row.lastError,
    lastErrorAt: iso(row.lastErrorAt),
    connectedSince: iso(row.connectedSince),
    measurementState: MeasurementState.catch('unknown').parse(row.measurementState),
    measurementStartTime: lastFrame?.measurementStartTime ?? null,
    warning: row.warning,
  };
}

/** What the process that polls a meter knows of it. */
export interface ReadStatus {
  status: KnownStatus;
  /** Null: none yet, and the stored one is kept. */
  lastFrame: Frame | null;
}

/** Stores the status of any number of meters in one statement. Called by the process that polls them. */
export async function saveUnitStatus(
  { db, now }: Infrastructure,
  known: ReadonlyMap<string, ReadStatus>,
): Promise<void> {
  if (known.size === 0) return;
  const at = now();
  const rows = [...known].map(([unitId, { status, lastFrame }]) => ({
    unitId,
    reachable: status.reachable,
    failures: status.failures,
    lastPollAt: date(status.lastPollAt),
    lastSuccessAt: date(status.lastSuccessAt),
    lastError: status.lastError,
    lastErrorAt: date(status.lastErrorAt),
    connectedSince: date(status.connectedSince),
    measurementState: status.measurementState,
    battery: status.battery,
    clockDriftSec: status.clockDriftSeconds,
    warning: status.warning,
    lastFrame: lastFrame && JSON.stringify(lastFrame),
    updatedAt: at,
  }));
  const columns = Object.keys(rows[0]!);
  const updates = columns
    .slice(1)
    .map((column) =>
      column === 'lastFrame'
        ? `"lastFrame" = COALESCE(excluded."lastFrame", "UnitStatus"."lastFrame")`
        : `"${column}" = excluded."${column}"`,
    );
  await db.$executeRaw`
    INSERT INTO "UnitStatus" (${Prisma.raw(columns.map((column) => `"${column}"`).join(', '))})
    VALUES ${Prisma.join(rows.map((row) => Prisma.sql`(${Prisma.join(Object.values(row))})`))}
    ON CONFLICT ("unitId") DO UPDATE SET ${Prisma.raw(updates.join(', '))}`;
}

function date(iso: string | null): Date | null {
  return iso === null ? null : new Date(iso);
}

/** Adds a line to a meter's connection log and deletes the oldest beyond 1,000. Called by the process that polls it. */
export async function logUnit(
  { db, now }: Infrastructure,
  unitId: string,
  { level, message }: { level: UnitLogLevel; message: string },
): Promise<void> {
  await db.unitLog.create({
    data: { id: uuidv7(), unitId, at: now(), level, message: message.slice(0, 500) },
    select: { id: true },
  });
  const [oldest] = await db.unitLog.findMany({
    where: { unitId },
    orderBy: { id: 'desc' },
    skip: MAX_LOG_LINES - 1,
    take: 1,
    select: { id: true },
  });
  if (oldest) await db.unitLog.deleteMany({ where: { unitId, id: { lt: oldest.id } } });
}

/** The connection log, newest first. @throws AppError NOT_FOUND */
export async function listUnitLog(
  ctx: WorkspaceContext,
  { unitId, ...page }: ListUnitLog,
): Promise<UnitLogPage> {
  await requireUnit(ctx, unitId);
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.unitLog.findMany({
    where: { unitId, ...after },
    ...range,
    select: { id: true, at: true, level: true, message: true },
  });
  return toPage(rows, page.limit, ({ at, level, ...row }) => ({
    ...row,
    at: at.toISOString(),
    level: UnitLogLevel.parse(level),
  }));
}

function secondsBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 1000);
}

function iso(at: Date | null | undefined): string | null {
  return at?.toISOString() ?? null;
}
