import type { PortalFrame } from '@sitecast/api/portal/view/schema';
import { stateAgainst } from '@sitecast/monitor/level-state';
import { cx, formatLevel } from '@sitecast/ui';
import { type JSX, Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import type { Phase } from '../../live/machine.ts';
import { LevelBar } from '../../ui/LevelBar.tsx';
import { LevelStatus } from '../../ui/LevelStatus.tsx';
import { LiveStatus } from './LiveStatus.tsx';

interface LevelCardsProps {
  frame: PortalFrame | null;
  phase: Phase;
  /** Whether the location has a meter. */
  measured: boolean;
  timezone: string;
  /** Current limits for averages and maximum levels, in dB. */
  limits: { now: number | null; max: number | null };
}

/** The latest values of the meter, greyed out if not current. */
export function LevelCards(props: LevelCardsProps) {
  const fresh = () => props.phase === 'live' && props.frame?.feedStatus === 'ok';
  return (
    <div
      class={cx(
        'grid grid-cols-2 overflow-hidden rounded-card border border-line bg-surface lg:grid-cols-[1.7fr_1.1fr_1fr_1.15fr]',
        !fresh() && 'text-quiet',
      )}
      data-fresh={fresh()}
    >
      <section
        class="col-span-2 flex flex-col justify-between gap-5 p-5 sm:p-7 lg:col-span-1"
        aria-label={t('portalLevel.lpLong')}
      >
        <LiveStatus
          frame={props.frame}
          phase={props.phase}
          measured={props.measured}
          timezone={props.timezone}
        />
        <div class="flex flex-col gap-1.5">
          <p class="text-sm text-quiet">
            {t('portalLevel.lpLong')} · {t('portalLevel.lp')}
          </p>
          <p class="flex items-baseline gap-2.5">
            <span class="text-level-now font-semibold tracking-[-0.04em] tabular-nums" data-value="lp">
              {formatLevel(props.frame?.lp)}
            </span>
            <span class="text-xl text-quiet">{t('portalCommon.dB')}</span>
          </p>
        </div>
        <div class="min-h-5">
          <Show when={fresh()}>
            <LevelStatus
              state={stateAgainst(props.frame?.lp ?? null, props.limits.max)}
              none={t('portalStates.notJudged')}
            />
          </Show>
        </div>
      </section>
      <Figure
        label={t('portalLevel.leq')}
        name={t('portalLevel.leqLong')}
        class="max-lg:border-t lg:border-l"
      >
        <Value name="leq" level={props.frame?.leq} />
        <Against level={props.frame?.leq ?? null} limit={props.limits.now} fresh={fresh()} />
      </Figure>
      <Figure label={t('portalLevel.lmax')} name={t('portalLevel.lmaxLong')} class="border-l max-lg:border-t">
        <Value name="lmax" level={props.frame?.lmax} />
        <Against level={props.frame?.lmax ?? null} limit={props.limits.max} fresh={fresh()} max />
      </Figure>
      <Figure
        label={t('portalLevel.percentiles')}
        name={t('portalLevel.percentilesLong')}
        class="max-lg:col-span-2 max-lg:border-t lg:border-l"
      >
        <p class="flex items-baseline gap-2 whitespace-nowrap">
          <span class="text-2xl font-semibold tracking-[-0.02em] tabular-nums" data-value="l1">
            {formatLevel(props.frame?.ln1)}
          </span>
          <span class="text-lg text-quiet">/</span>
          <span class="text-2xl font-semibold tracking-[-0.02em] tabular-nums" data-value="l10">
            {formatLevel(props.frame?.ln2)}
          </span>
          <span class="text-sm text-quiet">{t('portalCommon.dB')}</span>
        </p>
      </Figure>
    </div>
  );
}

function Figure(props: { label: string; name: string; class: string; children: JSX.Element }) {
  return (
    <section
      class={cx('flex min-w-0 flex-col gap-4 border-line p-5 sm:p-7', props.class)}
      aria-label={props.name}
    >
      <header class="flex flex-col">
        <h2 class="text-base font-semibold">{props.label}</h2>
        <p class="text-sm text-quiet">{props.name}</p>
      </header>
      <div class="mt-auto flex flex-col gap-3 lg:min-h-27">{props.children}</div>
    </section>
  );
}

function Value(props: { name: string; level: number | null | undefined }) {
  return (
    <p class="flex items-baseline gap-1.5">
      <span class="text-2xl font-semibold tracking-[-0.02em] tabular-nums" data-value={props.name}>
        {formatLevel(props.level)}
      </span>
      <span class="text-sm text-quiet">{t('portalCommon.dB')}</span>
    </p>
  );
}

interface AgainstProps {
  level: number | null;
  limit: number | null;
  fresh: boolean;
  max?: boolean;
}

/** One value with its limit, if any. */
function Against(props: AgainstProps) {
  const state = () => (props.fresh ? stateAgainst(props.level, props.limit) : 'offline');
  const text = (limit: number) => t(props.max ? 'portalLevel.maxLimit' : 'portalLevel.limit', { limit });
  return (
    <Show when={props.limit} fallback={<p class="text-sm text-quiet">{t('portalLevel.noLimit')}</p>}>
      {(limit) => (
        <>
          <LevelBar level={props.level} limit={limit()} state={state()} />
          <div class="flex flex-col gap-0.5">
            <Show when={props.fresh}>
              <LevelStatus state={state()} none={t('portalStates.missing')} />
            </Show>
            <p class="text-sm text-quiet">{text(limit())}</p>
          </div>
        </>
      )}
    </Show>
  );
}
