import { cx } from '@sitecast/ui';
import { For, Show } from 'solid-js';
import { t } from '../../i18n/alerts.ts';
import { errorClass, Field, labelClass } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { weekday } from './condition.ts';
import { healthMetrics, levelMetrics, type RuleFields } from './rule-form.ts';

interface ConditionFieldsProps {
  fields: RuleFields;
  set: <Name extends keyof RuleFields>(name: Name, value: RuleFields[Name]) => void;
  error: (name: string) => string | undefined;
}

/** What is watched, and when it is too much. */
export function ConditionFields(props: ConditionFieldsProps) {
  const number = (name: 'threshold' | 'margin' | 'forSeconds' | 'cooldownSeconds') => ({
    value: props.fields[name],
    onChange: (value: string) => props.set(name, value),
    error: props.error(`condition.${name}`),
    input: { inputmode: 'decimal', maxlength: 7 } as const,
  });
  return (
    <>
      <Segmented
        label={t('rules.what')}
        value={props.fields.kind}
        onChange={(kind) => props.set('kind', kind)}
        options={(['level', 'health'] as const).map((value) => ({ value, label: t(`rules.kinds.${value}`) }))}
      />
      <Show
        when={props.fields.kind === 'level'}
        fallback={
          <Select
            label={t('rules.healthMetric')}
            value={props.fields.healthMetric}
            onChange={(metric) => props.set('healthMetric', metric)}
            options={healthMetrics.map((value) => ({ value, label: t(`alerts.health.${value}`) }))}
          />
        }
      >
        <div class="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_10rem_8rem]">
          <Select
            label={t('rules.metric')}
            value={props.fields.metric}
            onChange={(metric) => props.set('metric', metric)}
            options={levelMetrics.map((value) => ({ value, label: t(`alerts.metrics.${value}`) }))}
          />
          <Segmented
            label={t('rules.direction')}
            value={props.fields.direction}
            onChange={(direction) => props.set('direction', direction)}
            options={(['above', 'below'] as const).map((value) => ({
              value,
              label: t(`rules.directions.${value}`),
            }))}
          />
          <Field label={t('rules.threshold')} unit="dB" {...number('threshold')} />
        </div>
      </Show>
      <div class="grid grid-cols-2 items-start gap-3 sm:grid-cols-3">
        <Field
          label={t('rules.for')}
          hint={t('rules.forHint')}
          unit={t('rules.seconds')}
          {...number('forSeconds')}
        />
        <Show when={props.fields.kind === 'level'}>
          <Field label={t('rules.margin')} hint={t('rules.marginHint')} unit="dB" {...number('margin')} />
        </Show>
        <Field
          label={t('rules.cooldown')}
          hint={t('rules.cooldownHint')}
          unit={t('rules.seconds')}
          {...number('cooldownSeconds')}
        />
      </div>
      <Switch
        label={t('rules.timed')}
        hint={t('rules.timedHint')}
        checked={props.fields.timed}
        onChange={(timed) => props.set('timed', timed)}
      />
      <Show when={props.fields.timed}>
        <div class="flex flex-wrap items-start gap-3">
          <Days
            chosen={props.fields.days}
            onChange={(days) => props.set('days', days)}
            error={props.error('condition.active.days')}
          />
          <Field
            class="w-28"
            label={t('rules.from')}
            value={props.fields.from}
            onChange={(value) => props.set('from', value)}
            error={props.error('condition.active.from')}
            input={{ type: 'time' }}
          />
          <Field
            class="w-28"
            label={t('rules.until')}
            value={props.fields.until}
            onChange={(value) => props.set('until', value)}
            error={props.error('condition.active.until')}
            input={{ type: 'time' }}
          />
        </div>
      </Show>
    </>
  );
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];

function Days(props: { chosen: number[]; onChange: (days: number[]) => void; error: string | undefined }) {
  const toggle = (day: number) =>
    props.onChange(
      DAYS.filter((one) => (one === day ? !props.chosen.includes(one) : props.chosen.includes(one))),
    );
  return (
    <fieldset class="flex flex-col gap-1.5">
      <legend class={cx(labelClass, 'mb-1.5')}>{t('rules.days')}</legend>
      <div class="flex gap-1">
        <For each={DAYS}>
          {(day) => (
            <button
              type="button"
              aria-pressed={props.chosen.includes(day)}
              aria-label={weekday(day, 'long')}
              class={cx(
                'h-9 min-w-10 rounded-control border px-1.5 text-sm font-medium transition-colors',
                props.chosen.includes(day)
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
