import { Card, CardHeader, formatLevel, type LevelData, language } from '@sitecast/ui';
import { LevelChart, type LevelLine, type Threshold } from '@sitecast/ui/level-chart';
import { createMemo } from 'solid-js';
import { t } from '../../i18n/i18n.ts';

const HOUR_S = 3_600;

interface LastHourProps {
  name: string;
  /** Lp and LAeq, in dB. */
  levels: LevelData;
  timezone: string;
  /** Current limits for averages and maximum levels, in dB. */
  limits: { now: number | null; max: number | null };
}

/** Chart of the last hour with the limits. */
export function LastHour(props: LastHourProps) {
  const lines: LevelLine[] = [
    { label: t('portalLevel.course'), color: '--accent', filled: true },
    { label: t('portalLevel.leq'), color: '--ink', width: 1.25 },
  ];
  const thresholds = createMemo(() => {
    const { now, max } = props.limits;
    const found: Threshold[] = [];
    if (now !== null)
      found.push({ label: t('portalLevel.limit', { limit: now }), level: now, color: '--act' });
    if (max !== null)
      found.push({ label: t('portalLevel.maxLimit', { limit: max }), level: max, color: '--act' });
    return found;
  });
  const end = () => props.levels.times.at(-1) ?? Date.now() / 1000;
  const summary = () => {
    const known = (props.levels.levels[0] ?? []).filter((level) => level !== null);
    if (known.length === 0) return t('portalLocation.chartEmpty');
    const [low, high] = known.reduce(([low, high], level) => [Math.min(low, level), Math.max(high, level)], [
      known[0]!,
      known[0]!,
    ] as [number, number]);
    return t('portalLocation.chartSummary', {
      low: formatLevel(low),
      high: formatLevel(high),
      now: formatLevel(known.at(-1)),
    });
  };
  return (
    <Card>
      <CardHeader title={t('portalLocation.lastHour')} />
      <div class="px-3 py-4 sm:px-5" data-points={props.levels.times.length}>
        <LevelChart
          label={t('portalLocation.chart', { name: props.name })}
          summary={summary()}
          data={props.levels}
          lines={lines}
          thresholds={thresholds()}
          from={end() - HOUR_S}
          to={end()}
          timezone={props.timezone}
          locale={language()}
          empty={t('portalLocation.chartEmpty')}
          class="h-64 sm:h-80"
        />
      </div>
    </Card>
  );
}
