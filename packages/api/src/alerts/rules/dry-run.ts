import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type AlertTransition,
  alertsOf,
  evaluate,
  isPeriodMetric,
  periodMinutes,
  pointsOfReadings,
  quiet,
} from '@sitecast/monitor/alerts';
import type { Reading } from '@sitecast/monitor/levels';
import type { z } from 'zod';
import type { WorkspaceContext } from '../../core/context.ts';
import { getLocation } from '../../sites/projects/locations.ts';
import { getProject } from '../../sites/projects/service.ts';
import { assignedSpans } from '../../sites/readings/history.ts';
import { toReading } from '../../sites/readings/row.ts';
import type { AlertCondition, DryRun, DryRunResult } from './schema.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** In a project with more locations, only the first ones are judged. */
const MAX_LOCATIONS = 50;
/** Readings judged before the event loop gets its turn. */
const BATCH_SIZE = 240;

/** The alerts a rule would have raised in the last days, from the stored readings. @throws AppError NOT_FOUND */
export async function dryRunRule(ctx: WorkspaceContext, input: DryRun): Promise<DryRunResult> {
  const { condition, days } = input;
  const to = Math.floor(ctx.now().getTime() / MINUTE_MS) * MINUTE_MS;
  const span = { from: to - days * DAY_MS, to };
  const candidates = await locationsOf(ctx, input);
  const possible = condition.kind === 'level' && condition.metric !== 'lpeak';
  const locations: DryRunResult['locations'] = [];
  for (const { id, name, timezone } of possible ? candidates : []) {
    const readings = await readingsAt(ctx, id, span);
    const alerts = await judge(condition, readings, timezone);
    locations.push({ locationId: id, name, minutes: readings.length, alerts });
  }
  return {
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    possible,
    locations,
  };
}

async function locationsOf(ctx: WorkspaceContext, { projectId, locationId }: DryRun) {
  const location = locationId === undefined ? null : await getLocation(ctx, locationId);
  const { id, timezone } = await getProject(ctx, location?.projectId ?? projectId!);
  if (location) return [{ id: location.id, name: location.name, timezone }];
  const locations = await ctx.db.location.findMany({
    where: { projectId: id, removedAt: null },
    orderBy: { id: 'asc' },
    take: MAX_LOCATIONS,
    select: { id: true, name: true },
  });
  return locations.map((one) => ({ ...one, timezone }));
}

async function readingsAt(
  ctx: WorkspaceContext,
  locationId: string,
  span: { from: number; to: number },
): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const { unitId, from, to } of await assignedSpans(ctx, locationId, span)) {
    const last = Math.min(to, span.to) / MINUTE_MS;
    for (let start = Math.ceil(Math.max(from, span.from) / MINUTE_MS); start < last; start += 1440) {
      const rows = await ctx.db.reading.findMany({
        where: { unitId, minute: { gte: start, lt: Math.min(start + 1440, Math.floor(last)) } },
        orderBy: { minute: 'asc' },
      });
      readings.push(...rows.flatMap((row) => toReading(row) ?? []));
      await nextTurn();
    }
  }
  return readings;
}

async function judge(condition: z.infer<typeof AlertCondition>, readings: Reading[], timezone: string) {
  if (condition.kind !== 'level') return [];
  const { metric } = condition;
  const overlap = isPeriodMetric(metric) ? periodMinutes[metric] : 0;
  const transitions: AlertTransition[] = [];
  let state = quiet;
  for (let start = 0; start < readings.length; start += BATCH_SIZE) {
    // With the readings before them, which the first moving averages need; points judged already are ignored.
    const some = readings.slice(Math.max(0, start - overlap), start + BATCH_SIZE);
    for (const point of pointsOfReadings(metric, some) ?? []) {
      const next = evaluate(condition, state, point, { timezone });
      state = next.state;
      transitions.push(...next.transitions);
    }
    await nextTurn();
  }
  return alertsOf(transitions).map(({ onsetAt, clearedAt, peak, peakAt }) => ({
    onsetAt,
    clearedAt,
    peak,
    peakAt,
  }));
}
