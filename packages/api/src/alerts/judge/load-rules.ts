import type { Database } from '@sitecast/db';
import { type AlertContext, AlertState, quiet } from '@sitecast/monitor/alerts';
import type { Reading } from '@sitecast/monitor/levels';
import type { z } from 'zod';
import { toReading } from '../../sites/readings/row.ts';
import { AlertCondition } from '../rules/schema.ts';

/** A rule that is enabled and applies to the meter's location. */
export interface ActiveRule {
  id: string;
  condition: z.infer<typeof AlertCondition>;
}

/** The rules that apply at a location, and the context in which they are evaluated. */
export interface LocationRules extends AlertContext {
  workspaceId: string;
  locationId: string;
  rules: readonly ActiveRule[];
}

export interface LoadedRules {
  /** Null: the meter is at no location. */
  location: LocationRules | null;
  /** The stored state of each rule of `location`, in the same order. */
  states: readonly AlertState[];
  /** Oldest first. */
  readings: Reading[];
}

/** Three polls at the slow pace: across a longer gap nothing counts as having lasted. */
const GAP_POLLS = 3;
const SHORTEST_GAP_SEC = 180;

/**
 * Reads what a meter is judged by at its current location.
 *
 * @param since first minute of the readings to load, minutes since the epoch
 */
export async function loadRules(db: Database, unitId: string, since: number): Promise<LoadedRules> {
  const assignment = await db.unitAssignment.findUnique({
    where: { activeUnitId: unitId },
    select: {
      assignedFrom: true,
      locationId: true,
      unit: { select: { slowPaceSec: true } },
      location: { select: { projectId: true, project: { select: { timezone: true, workspaceId: true } } } },
    },
  });
  if (!assignment) return { location: null, states: [], readings: [] };
  const { locationId, location, unit, assignedFrom } = assignment;
  const { workspaceId, timezone } = location.project;
  const rows = await db.alertRule.findMany({
    where: {
      workspaceId,
      enabled: true,
      removedAt: null,
      OR: [{ locationId }, { projectId: location.projectId }],
    },
    orderBy: { id: 'asc' },
    select: { id: true, condition: true, states: { where: { locationId }, select: { state: true } } },
  });
  const active = rows.flatMap(({ id, condition: json, states: [stored] }) => {
    const condition = AlertCondition.safeParse(json);
    if (!condition.success) return [];
    const state = AlertState.safeParse(stored?.state);
    return [{ rule: { id, condition: condition.data }, state: state.success ? state.data : quiet }];
  });
  // What the meter measured elsewhere is no part of this location's averages.
  const from = Math.max(since, Math.ceil(assignedFrom.getTime() / 60_000));
  const readings = await db.reading.findMany({
    where: { unitId, minute: { gte: from } },
    orderBy: { minute: 'asc' },
  });
  return {
    location: {
      workspaceId,
      locationId,
      timezone,
      maxGapSeconds: Math.max(SHORTEST_GAP_SEC, GAP_POLLS * unit.slowPaceSec),
      rules: active.map(({ rule }) => rule),
    },
    states: active.map(({ state }) => state),
    readings: readings.flatMap((row) => toReading(row) ?? []),
  };
}
