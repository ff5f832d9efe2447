import type { HistoryPoint } from '@sitecast/api/sites/readings/schema';
import { formatLevel } from '@sitecast/ui';
import type { LevelData, LevelLine } from '@sitecast/ui/level-chart';
import { t } from '../../i18n/meters.ts';
import { isoSpan, type Span } from './chart-span.ts';

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

/** The points of a history as lines, and the coverage of those that have started, in percent. */
export function historyData(points: HistoryPoint[]): LevelData & { coverage: number } {
  const now = Date.now();
  const started = points.filter(({ from }) => Date.parse(from) < now);
  const covered = started.reduce((sum, { coverage }) => sum + coverage, 0);
  return {
    times: points.map(({ from, to }) => (Date.parse(from) + Date.parse(to)) / 2000),
    levels: (['leq', 'l10', 'l90', 'lmax'] as const).map((name) => points.map((point) => point[name])),
    coverage: started.length === 0 ? 0 : covered / started.length,
  };
}

/** A text alternative for a line: its range and last level. */
export function summaryOf(levels: (number | null)[]): string {
  const known = levels.filter((level) => level !== null);
  if (known.length === 0) return t('meter.chart.nothing');
  return t('meter.chart.summary', {
    low: formatLevel(known.reduce((one, other) => Math.min(one, other))),
    high: formatLevel(known.reduce((one, other) => Math.max(one, other))),
    last: formatLevel(known.at(-1)),
  });
}

/** The URL of the history as CSV. A link carries no header, so the query names the workspace. */
export function csvAddress(unitId: string, span: Span, workspaceId: string): string {
  const query = { ...isoSpan(span), workspace_id: workspaceId };
  return `/api/units/${unitId}/history.csv?${new URLSearchParams(query)}`;
}
