import type { Unit } from '@sitecast/api/sites/units/schema';
import { Card, createNow, cx, formatLevel, formatRelative, Sparkline } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { useQuery } from '@tanstack/solid-query';
import { createMemo, createSignal, Show } from 'solid-js';
import { answerOf } from '../../api/answer.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { TriangleAlert } from '../../ui/icons.ts';
import { createInSight } from '../../ui/in-sight.ts';
import { isoSpan } from './chart-span.ts';
import { isAlarming, judge, judgedText, stateClass, worst } from './judge.ts';
import { type Frame, followMeter } from './live-frames.ts';
import { hasOldLevels, MeterState, stateOf } from './MeterState.tsx';
import { createTrend, TREND_MINUTES } from './trend.ts';

/** One meter with its level, its trend and its limit. Live while it is in sight. */
export function MeterTile(props: { unit: Unit; inProject?: boolean }) {
  const { api } = useWorkspace();
  const [inSight, observe] = createInSight();
  const [frame, setFrame] = createSignal<Frame>();
  const now = createNow(10_000);
  const trend = createTrend();
  const history = useQuery(() => ({
    queryKey: keys.meterTrend(props.unit.id),
    queryFn: () => {
      const to = Date.now();
      const from = to - TREND_MINUTES * 60_000;
      return api.units.history.query({ unitId: props.unit.id, ...isoSpan({ from, to, step: '1m' }) });
    },
    // Only for the start; then frames come live.
    staleTime: TREND_MINUTES * 60_000,
    enabled: inSight(),
  }));
  followMeter(
    () => props.unit.id,
    inSight,
    (next) => {
      if (next.lp !== null && next.feedStatus === 'ok') trend.add(Date.parse(next.timestamp) / 1000, next.lp);
      setFrame(next);
    },
  );

  const newest = () => frame() ?? props.unit.lastFrame ?? undefined;
  const state = () => stateOf(props.unit, frame());
  const isOld = () => hasOldLevels(state());
  const judged = createMemo(() => judge(isOld() ? undefined : newest(), props.unit.location, now()));
  const verdict = () => worst(judged());
  const to = () => Math.max(now(), frame() ? Date.parse(frame()!.timestamp) : 0) / 1000;
  const points = createMemo(() => {
    // Each frame adds a point.
    frame();
    return trend.points(answerOf(history)?.points ?? [], to());
  });
  const placeText = () => {
    const { location } = props.unit;
    if (!location) return t('meters.nowhere');
    return props.inProject ? location.name : `${location.name} · ${location.projectName}`;
  };

  return (
    <Card class="group relative transition-colors hover:border-line-strong">
      <article ref={observe} class="flex h-full flex-col gap-4 p-5">
        <header class="flex items-start justify-between gap-3">
          <div class="flex min-w-0 flex-col">
            <A
              href={`/meters/${props.unit.id}`}
              class="truncate font-semibold group-hover:text-accent-ink after:absolute after:inset-0 after:rounded-card"
            >
              {props.unit.name}
            </A>
            <span class="truncate text-sm text-quiet">{placeText()}</span>
          </div>
          <MeterState state={state()} />
        </header>
        <div class="flex items-end justify-between gap-4">
          <p
            class={cx(
              'flex items-baseline gap-1.5 transition-colors',
              isOld() ? 'text-quiet' : stateClass[judged().now.state],
            )}
          >
            <span class="min-w-[2.1em] text-level font-semibold tracking-[-0.03em] tabular-nums">
              {formatLevel(newest()?.lp)}
            </span>
            <span class="text-base text-quiet">dB</span>
          </p>
          <Sparkline
            points={points()}
            from={to() - TREND_MINUTES * 60}
            to={to()}
            class={cx('ml-auto h-10 max-w-44 min-w-0 flex-1', isOld() ? 'text-quiet' : 'text-accent')}
          />
        </div>
        <footer class="mt-auto flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line pt-3 text-sm whitespace-nowrap text-quiet tabular-nums">
          <span>
            {t('meters.levels.leq')}{' '}
            <span class={stateClass[judged().average.state]}>{formatLevel(newest()?.leq)}</span>
          </span>
          <span>
            {t('meters.levels.lmax')} <span class="text-ink">{formatLevel(newest()?.lmax)}</span>
          </span>
          <span
            class={cx(
              'ml-auto inline-flex items-center gap-1',
              isAlarming(verdict()) && `font-medium ${stateClass[verdict().state]}`,
            )}
          >
            <Show
              when={!isOld()}
              fallback={newest() && t('meters.asOf', { when: formatRelative(newest()!.timestamp) })}
            >
              <Show when={isAlarming(verdict())}>
                <TriangleAlert class="size-3.5" aria-hidden="true" />
              </Show>
              {judgedText(verdict()) ?? t('meters.trend', { minutes: TREND_MINUTES })}
            </Show>
          </span>
        </footer>
      </article>
    </Card>
  );
}
