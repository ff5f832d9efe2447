import { Card, cx, formatLevel, Status } from '@sitecast/ui';
import { For, Show } from 'solid-js';
import { t } from '../../i18n/meters.ts';
import { CircleAlert, TriangleAlert } from '../../ui/icons.ts';
import { isAlarming, type Judged, judgedText, stateClass } from './judge.ts';
import type { Frame } from './live-frames.ts';

/** The usual settings of an instrument's percentiles. */
const PERCENTILES = [5, 10, 50, 90, 95];
const measured = ['leq', 'lmax', 'lmin', 'lpeak'] as const;

interface LevelCardsProps {
  frame: Frame | undefined;
  /** The levels are not current. */
  isOld: boolean;
  judged: { now: Judged; average: Judged };
}

/** A meter's levels: the current one, and those of the measurement so far. */
export function LevelCards(props: LevelCardsProps) {
  const percentile = (index: number) => props.frame?.[`ln${index + 1}` as 'ln1'];
  return (
    <Card class="grid overflow-hidden lg:grid-cols-[auto_minmax(0,1fr)]">
      <div class="flex flex-col justify-between gap-2 border-line px-6 py-5 max-lg:border-b lg:min-w-72 lg:border-r">
        <div class="flex min-h-6 items-center justify-between gap-3">
          <span class="text-sm text-quiet">
            {t('meters.levels.lp')} · {t('meters.levelHints.lp')}
          </span>
          <Show when={props.frame?.over || props.frame?.under}>
            <Status
              tone={props.frame?.over ? 'act' : 'ask'}
              icon={props.frame?.over ? CircleAlert : TriangleAlert}
            >
              {t(props.frame?.over ? 'meter.overload' : 'meter.underRange')}
            </Status>
          </Show>
        </div>
        <output
          aria-live="off"
          class={cx(
            'flex items-baseline gap-2 transition-colors',
            props.isOld ? 'text-quiet' : stateClass[props.judged.now.state],
          )}
        >
          <span class="min-w-[2.1em] text-level font-semibold tracking-[-0.03em]">
            {formatLevel(props.frame?.lp)}
          </span>
          <span class="text-lg text-quiet">dB</span>
        </output>
        <p class="flex min-h-5 items-center text-sm text-quiet">
          <Verdict judged={props.judged.now} />
        </p>
      </div>
      <div class="flex flex-col divide-y divide-line">
        <dl class="grid flex-1 grid-cols-2 sm:grid-cols-4">
          <For each={measured}>
            {(name) => (
              <Level
                label={t(`meters.levels.${name}`)}
                hint={t(`meters.levelHints.${name}`)}
                level={props.frame?.[name]}
                isOld={props.isOld}
                judged={name === 'leq' ? props.judged.average : undefined}
              />
            )}
          </For>
        </dl>
        <dl class="grid grid-cols-3 sm:grid-cols-5">
          <For each={PERCENTILES}>
            {(percent, index) => (
              <Level
                label={t('meters.levels.ln', { percent })}
                title={t('meters.levelHints.ln', { percent })}
                level={percentile(index())}
                isOld={props.isOld}
                small
              />
            )}
          </For>
        </dl>
      </div>
    </Card>
  );
}

interface LevelProps {
  label: string;
  hint?: string;
  title?: string;
  level: number | null | undefined;
  isOld: boolean;
  small?: boolean;
  judged?: Judged;
}

/** The limit, or a warning that it is near or exceeded. */
function Verdict(props: { judged: Judged }) {
  return (
    <Show when={isAlarming(props.judged)} fallback={judgedText(props.judged)}>
      <Status tone={props.judged.state === 'act' ? 'act' : 'ask'} icon={TriangleAlert}>
        {judgedText(props.judged)}
      </Status>
    </Show>
  );
}

function Level(props: LevelProps) {
  return (
    <div
      class={cx('flex min-w-0 flex-col justify-center px-6', props.small ? 'py-2.5' : 'py-4')}
      title={props.title}
    >
      <dt class="text-sm text-quiet">{props.label}</dt>
      <dd
        class={cx(
          'font-medium tabular-nums',
          props.small ? 'text-lg' : 'text-2xl tracking-[-0.02em]',
          props.isOld ? 'text-quiet' : props.judged && stateClass[props.judged.state],
        )}
      >
        {formatLevel(props.level)}
      </dd>
      <Show when={props.hint}>
        <dd class="flex min-h-5 items-center truncate text-xs text-quiet">
          <Show when={props.judged?.limit != null && props.judged} fallback={props.hint}>
            {(judged) => <Verdict judged={judged()} />}
          </Show>
        </dd>
      </Show>
    </div>
  );
}
