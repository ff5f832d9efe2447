import { Match, Show, Switch } from 'solid-js';
import type { z } from 'zod';
import { t } from '../../i18n/meters.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import type { createForm } from '../../ui/form.ts';
import { Select } from '../../ui/Select.tsx';
import { type MeterFields, scenes, sourceKinds } from './source-form.ts';

interface MeterFormFieldsProps {
  form: Pick<ReturnType<typeof createForm<MeterFields, z.ZodType, unknown>>, 'fields' | 'field' | 'error'>;
  /** In a narrow column: the sources as a select. */
  narrow?: boolean;
}

/** Name, source and polling interval of a meter. */
export function MeterFormFields(props: MeterFormFieldsProps) {
  const { fields, field, error } = props.form;
  const kinds = () =>
    sourceKinds.map((value) => ({
      value,
      label: t(`meters.form.kinds.${value}`),
      hint: t(`meters.form.kindHints.${value}`),
    }));

  /** What an address takes, instead of the schema's general error. */
  function wrong(name: 'host' | 'server' | 'unit'): string | undefined {
    if (error(`source.${name}`) === undefined) return undefined;
    return fields[name].trim() === '' ? t('fields.required') : t(`meters.form.${name}Wrong`);
  }

  return (
    <>
      <Field
        {...field('name')}
        label={t('meters.form.name')}
        hint={props.narrow ? undefined : t('meters.form.nameHint')}
        input={{ autofocus: !props.narrow, maxlength: 100 }}
      />
      <Field
        {...field('model')}
        label={t('meters.form.model')}
        optional
        input={{ maxlength: 100, placeholder: 'NL-43' }}
      />
      <Show
        when={props.narrow}
        fallback={<Choice {...field('kind')} label={t('meters.form.source')} options={kinds()} />}
      >
        <Select {...field('kind')} label={t('meters.form.source')} options={kinds()} />
      </Show>
      <Switch>
        <Match when={fields.kind === 'nl43'}>
          <div class="grid grid-cols-[minmax(0,1fr)_6rem] items-start gap-3">
            <Field
              {...field('host')}
              label={t('meters.form.host')}
              hint={t('meters.form.hostHint')}
              error={wrong('host')}
              input={{ maxlength: 253, spellcheck: false, placeholder: '192.168.1.40' }}
            />
            <Field
              {...field('port', 'source.port')}
              label={t('meters.form.port')}
              input={{ inputmode: 'numeric', maxlength: 5 }}
            />
          </div>
        </Match>
        <Match when={fields.kind === 'slmm'}>
          <div class="grid grid-cols-2 items-start gap-3">
            <Field
              {...field('server')}
              label={t('meters.form.server')}
              hint={t('meters.form.serverHint')}
              error={wrong('server')}
              input={{ maxlength: 260, spellcheck: false, placeholder: 'slmm.local:8100' }}
            />
            <Field
              {...field('unit')}
              label={t('meters.form.unit')}
              hint={t('meters.form.unitHint')}
              error={wrong('unit')}
              input={{ maxlength: 64, spellcheck: false }}
            />
          </div>
        </Match>
        <Match when={fields.kind === 'simulator'}>
          <Select
            {...field('scene')}
            label={t('meters.form.scene')}
            options={scenes.map((value) => ({ value, label: t(`meters.form.scenes.${value}`) }))}
          />
        </Match>
      </Switch>
      <Show when={fields.kind !== 'push'}>
        <Field
          {...field('slowPaceSec')}
          class="max-w-44"
          label={t('meters.form.pace')}
          hint={t('meters.form.paceHint')}
          unit={t('meters.form.seconds')}
          input={{ inputmode: 'numeric', maxlength: 4 }}
        />
      </Show>
    </>
  );
}
