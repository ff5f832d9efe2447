import type { HistoryPoint } from '@sitecast/api/sites/readings/schema';
import { formatLevel } from '@sitecast/ui';
import type { LevelData, LevelLine } from '@sitecast/ui/level-chart';
import { t } from '../../i18n/meters.ts';
import type { Span } from './chart-span.ts';

export const liveLines: LevelLine[] = [
  { label: 'Lp', color: '--accent', filled: true },
  { label: 'Leq', color: '--quiet', width: 1.5 },
];

export const historyLines: LevelLine[] = [
  { label: 'Leq', color: '--accent', width: 1.75 },
  { label: 'L10', color: '--accent', width: 0.75 },
  { label: 'L90', color: '--accent', width: 0.75 },
  { label: 'Lmax', color: '--quiet', width: 1, faint: true },
];

/** Windows as lines, with how much of them was measured, in percent. */
export function historyData(points: HistoryPoint[]): LevelData & { coverage: number } {
  const now = Date.now();
  const begun = points.filter(({ from }) => Date.parse(from) < now);
  const covered = begun.reduce((sum, { coverage }) => sum + coverage, 0);
  return {
    times: points.map(({ from, to }) => (Date.parse(from) + Date.parse(to)) / 2000),
    levels: (['leq', 'l10', 'l90', 'lmax'] as const).map((name) => points.map((point) => point[name])),
    coverage: begun.length === 0 ? 0 : covered / begun.length,
  };
}

/** A line in words. */
export function summaryOf(levels: (number | null)[]): string {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let last: number | undefined;
  for (const level of levels) {
    if (level === null) continue;
    low = Math.min(low, level);
    high = Math.max(high, level);
    last = level;
  }
  if (last === undefined) return t('meter.chart.nothing');
  return t('meter.chart.summary', {
    low: formatLevel(low),
    high: formatLevel(high),
    last: formatLevel(last),
  });
}

/** Where the same levels are as a file. A link carries no header, so it names the workspace that is shown. */
export function csvAddress(unitId: string, { from, to, step }: Span, workspaceId: string): string {
  const query = {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    step,
    workspace_id: workspaceId,
  };
  return `/api/units/${unitId}/history.csv?${new URLSearchParams(query)}`;
}
