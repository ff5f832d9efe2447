import type { Database } from '@sitecast/db';
import { type AlertContext, AlertState } from '@sitecast/monitor/alerts';
import type { Reading } from '@sitecast/monitor/levels';
import type { z } from 'zod';
import { toReading } from '../../sites/readings/row.ts';
import { AlertCondition } from '../rules/schema.ts';

export interface WatchedRule {
  id: string;
  condition: z.infer<typeof AlertCondition>;
}

/** By which rules a meter is judged where it stands now, and how far each has come. */
export interface Watch extends AlertContext {
  workspaceId: string;
  locationId: string;
  rules: WatchedRule[];
  states: Map<string, AlertState>;
}

/** Three polls at the slow pace: over a longer gap nothing is known to have lasted. */
const GAP_POLLS = 3;
const SHORTEST_GAP_SEC = 180;

/** `watch` is null for a meter that stands nowhere. @param since the minute from which on its readings are wanted */
export async function loadWatch(
  db: Database,
  unitId: string,
  since: number,
): Promise<{ watch: Watch | null; readings: Reading[] }> {
  const assignment = await db.unitAssignment.findUnique({
    where: { activeUnitId: unitId },
    select: {
      assignedFrom: true,
      locationId: true,
      unit: { select: { slowPaceSec: true } },
      location: { select: { projectId: true, project: { select: { timezone: true, workspaceId: true } } } },
    },
  });
  if (!assignment) return { watch: null, readings: [] };
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
  const states = new Map<string, AlertState>();
  const rules = rows.flatMap(({ id, condition, states: [stored] }): WatchedRule[] => {
    const known = AlertCondition.safeParse(condition);
    if (!known.success) return [];
    const state = AlertState.safeParse(stored?.state);
    if (state.success) states.set(id, state.data);
    return [{ id, condition: known.data }];
  });
  // What it measured elsewhere is no part of this place's average.
  const from = Math.max(since, Math.ceil(assignedFrom.getTime() / 60_000));
  const readings = await db.reading.findMany({
    where: { unitId, minute: { gte: from } },
    orderBy: { minute: 'asc' },
  });
  return {
    watch: {
      workspaceId,
      locationId,
      timezone,
      maxGapSeconds: Math.max(SHORTEST_GAP_SEC, GAP_POLLS * unit.slowPaceSec),
      rules,
      states,
    },
    readings: readings.flatMap((row) => toReading(row) ?? []),
  };
}
