import { cx } from '@sitecast/ui';
import { For, mergeProps, Show } from 'solid-js';
import { t } from '../../i18n/alerts.ts';
import { errorClass, Field, labelClass } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { weekday } from './condition.ts';
import { healthMetrics, levelMetrics, type RuleForm } from './rule-form.ts';

/** The condition that raises an alert, and when it applies. */
export function ConditionFields(props: { form: RuleForm }) {
  const { form } = props;
  const number = (name: 'threshold' | 'margin' | 'forSeconds' | 'cooldownSeconds') =>
    mergeProps(form.field(name, `condition.${name}`), {
      input: { inputmode: 'decimal', maxlength: 7 } as const,
    });
  const isLevel = () => form.fields.kind === 'level';
  return (
    <>
      <Segmented
        {...form.field('kind')}
        label={t('rules.what')}
        options={(['level', 'health'] as const).map((value) => ({ value, label: t(`rules.kinds.${value}`) }))}
      />
      <Show
        when={isLevel()}
        fallback={
          <Select
            {...form.field('healthMetric')}
            label={t('rules.healthMetric')}
            options={healthMetrics.map((value) => ({ value, label: t(`alerts.health.${value}`) }))}
          />
        }
      >
        <div class="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_10rem_8rem]">
          <Select
            {...form.field('metric')}
            label={t('rules.metric')}
            options={levelMetrics.map((value) => ({ value, label: t(`alerts.metrics.${value}`) }))}
          />
          <Segmented
            {...form.field('direction')}
            label={t('rules.direction')}
            options={(['above', 'below'] as const).map((value) => ({
              value,
              label: t(`rules.directions.${value}`),
            }))}
          />
          <Field {...number('threshold')} label={t('rules.threshold')} unit="dB" />
        </div>
      </Show>
      <div class="grid grid-cols-2 items-start gap-3 sm:grid-cols-3">
        <Field
          {...number('forSeconds')}
          label={t('rules.for')}
          hint={t('rules.forHint')}
          unit={t('rules.seconds')}
        />
        <Show when={isLevel()}>
          <Field {...number('margin')} label={t('rules.margin')} hint={t('rules.marginHint')} unit="dB" />
        </Show>
        <Field
          {...number('cooldownSeconds')}
          label={t('rules.cooldown')}
          hint={t('rules.cooldownHint')}
          unit={t('rules.seconds')}
        />
      </div>
      <Switch {...form.field('timed')} label={t('rules.timed')} hint={t('rules.timedHint')} />
      <Show when={form.fields.timed}>
        <div class="flex flex-wrap items-start gap-3">
          <Days {...form.field('days', 'condition.active.days')} />
          <For each={['from', 'until'] as const}>
            {(name) => (
              <Field
                {...form.field(name, `condition.active.${name}`)}
                class="w-28"
                label={t(`rules.${name}`)}
                input={{ type: 'time' }}
              />
            )}
          </For>
        </div>
      </Show>
    </>
  );
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];

function Days(props: { value: number[]; onChange: (days: number[]) => void; error?: string }) {
  const toggle = (day: number) =>
    props.onChange(
      DAYS.filter((one) => (one === day ? !props.value.includes(one) : props.value.includes(one))),
    );
  return (
    <fieldset class="flex flex-col gap-1.5">
      <legend class={cx(labelClass, 'mb-1.5')}>{t('rules.days')}</legend>
      <div class="flex gap-1">
        <For each={DAYS}>
          {(day) => (
            <button
              type="button"
              aria-pressed={props.value.includes(day)}
              aria-label={weekday(day, 'long')}
              class={cx(
                'h-9 min-w-10 rounded-control border px-1.5 text-sm font-medium transition-colors',
                props.value.includes(day)
                  ? 'border-accent bg-accent-soft text-accent-ink'
                  : 'border-line-strong text-quiet hover:text-ink',
              )}
              onClick={() => toggle(day)}
            >
              {weekday(day, 'short')}
            </button>
          )}
        </For>
      </div>
      <Show when={props.error}>
        <p class={errorClass}>{props.error}</p>
      </Show>
    </fieldset>
  );
}
