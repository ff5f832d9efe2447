import type { PortalTile } from '@sitecast/api/portal/view/schema';
import { periodAt } from '@sitecast/monitor/level-state';
import { formatLevel, formatRelative } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { t } from '../../i18n/i18n.ts';
import { LevelBar } from '../../ui/LevelBar.tsx';
import { LevelStatus } from '../../ui/LevelStatus.tsx';
import { LiveDot } from '../../ui/LiveDot.tsx';
import { clockTime } from '../../ui/time.ts';
import { type AnswerTime, onThisClock } from './freshness.ts';

interface LocationTileProps {
  tile: PortalTile;
  timezone: string;
  answer: AnswerTime;
  heading: 'h2' | 'h3';
}

/** A location with its level, how it compares with the limit, and its time. */
export function LocationTile(props: LocationTileProps) {
  const frame = () => props.tile.frame;
  const level = () => frame()?.leq ?? null;
  const limit = () => props.tile.limits?.[periodAt(new Date(props.answer.at), props.timezone)] ?? null;
  const live = () => frame()?.feedStatus === 'ok';
  return (
    <article class="relative flex min-w-0 flex-col gap-5 rounded-card border border-line bg-surface p-5 transition-colors hover:border-line-strong sm:p-6">
      <header class="flex flex-col gap-1">
        <Dynamic component={props.heading} class="text-lg font-semibold tracking-[-0.012em] wrap-anywhere">
          <A
            href={`/location/${props.tile.id}`}
            class="outline-none after:absolute after:inset-0 after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent"
          >
            {props.tile.name}
          </A>
        </Dynamic>
        <p class="flex min-h-5 items-center gap-2 text-sm text-quiet">
          <Show
            when={frame()}
            fallback={props.tile.measured ? t('portalOverview.noValue') : t('portalOverview.noMeter')}
          >
            {(known) => (
              <Show
                when={live()}
                fallback={t('portalLive.updated', {
                  ago: formatRelative(onThisClock(known().timestamp, props.answer)),
                })}
              >
                <LiveDot live />
                <span>
                  <span class="font-medium text-ink">{t('portalLive.live')}</span> ·{' '}
                  <time datetime={known().timestamp}>{clockTime(known().timestamp, props.timezone)}</time>
                </span>
              </Show>
            )}
          </Show>
        </p>
      </header>
      <p class="flex items-baseline gap-2" classList={{ 'text-quiet': !live() }}>
        <span class="text-level font-semibold tracking-[-0.03em] tabular-nums">{formatLevel(level())}</span>
        <span class="text-lg text-quiet">{t('portalCommon.dB')}</span>
        <span class="ml-auto text-sm text-quiet" title={t('portalLevel.leqLong')}>
          {t('portalLevel.leq')}
        </span>
      </p>
      <div class="flex flex-col gap-2.5">
        <LevelBar level={level()} limit={limit()} state={props.tile.state} />
        <div class="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <LevelStatus
            state={props.tile.state}
            none={
              level() === null
                ? t('portalStates.missing')
                : props.tile.limits
                  ? t('portalStates.none')
                  : t('portalStates.notJudged')
            }
          />
          <Show when={limit()}>
            {(known) => <span class="text-sm text-quiet">{t('portalLevel.limit', { limit: known() })}</span>}
          </Show>
        </div>
      </div>
    </article>
  );
}
