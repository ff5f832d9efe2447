import { Match, Show, Switch } from 'solid-js';
import { t } from '../../i18n/meters.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { type MeterFields, scenes, sourceKinds } from './source-form.ts';

interface MeterFormFieldsProps {
  fields: MeterFields;
  set: <Name extends keyof MeterFields>(name: Name, value: MeterFields[Name]) => void;
  error: (name: string) => string | undefined;
  /** In a narrow column: the kinds as a list to open. */
  narrow?: boolean;
}

/** Name, source and pace of a meter. */
export function MeterFormFields(props: MeterFormFieldsProps) {
  const kinds = () =>
    sourceKinds.map((value) => ({
      value,
      label: t(`meters.form.kinds.${value}`),
      hint: t(`meters.form.kindHints.${value}`),
    }));
  /** What belongs to an address is said in the person's language. */
  const wrong = (name: string, empty: boolean, text: string) =>
    props.error(name) === undefined ? undefined : empty ? t('fields.required') : text;
  return (
    <>
      <Field
        label={t('meters.form.name')}
        hint={props.narrow ? undefined : t('meters.form.nameHint')}
        value={props.fields.name}
        onChange={(value) => props.set('name', value)}
        error={props.error('name')}
        input={{ autofocus: !props.narrow, maxlength: 100 }}
      />
      <Field
        label={t('meters.form.model')}
        optional
        value={props.fields.model}
        onChange={(value) => props.set('model', value)}
        error={props.error('model')}
        input={{ maxlength: 100, placeholder: 'NL-43' }}
      />
      <Show
        when={props.narrow}
        fallback={
          <Choice
            label={t('meters.form.source')}
            value={props.fields.kind}
            onChange={(kind) => props.set('kind', kind)}
            options={kinds()}
          />
        }
      >
        <Select
          label={t('meters.form.source')}
          value={props.fields.kind}
          onChange={(kind) => props.set('kind', kind)}
          options={kinds()}
        />
      </Show>
      <Switch>
        <Match when={props.fields.kind === 'nl43'}>
          <div class="grid grid-cols-[minmax(0,1fr)_6rem] items-start gap-3">
            <Field
              label={t('meters.form.host')}
              hint={t('meters.form.hostHint')}
              value={props.fields.host}
              onChange={(value) => props.set('host', value)}
              error={wrong('source.host', props.fields.host.trim() === '', t('meters.form.hostWrong'))}
              input={{ maxlength: 253, spellcheck: false, placeholder: '192.168.1.40' }}
            />
            <Field
              label={t('meters.form.port')}
              value={props.fields.port}
              onChange={(value) => props.set('port', value)}
              error={props.error('source.port')}
              input={{ inputmode: 'numeric', maxlength: 5 }}
            />
          </div>
        </Match>
        <Match when={props.fields.kind === 'slmm'}>
          <div class="grid grid-cols-2 items-start gap-3">
            <Field
              label={t('meters.form.server')}
              hint={t('meters.form.serverHint')}
              value={props.fields.server}
              onChange={(value) => props.set('server', value)}
              error={wrong('source.server', props.fields.server.trim() === '', t('meters.form.serverWrong'))}
              input={{ maxlength: 260, spellcheck: false, placeholder: 'slmm.local:8100' }}
            />
            <Field
              label={t('meters.form.unit')}
              hint={t('meters.form.unitHint')}
              value={props.fields.unit}
              onChange={(value) => props.set('unit', value)}
              error={wrong('source.unit', props.fields.unit.trim() === '', t('meters.form.unitWrong'))}
              input={{ maxlength: 64, spellcheck: false }}
            />
          </div>
        </Match>
        <Match when={props.fields.kind === 'simulator'}>
          <Select
            label={t('meters.form.scene')}
            value={props.fields.scene}
            onChange={(scene) => props.set('scene', scene)}
            options={scenes.map((value) => ({ value, label: t(`meters.form.scenes.${value}`) }))}
          />
        </Match>
      </Switch>
      <Show when={props.fields.kind !== 'push'}>
        <Field
          class="max-w-44"
          label={t('meters.form.pace')}
          hint={t('meters.form.paceHint')}
          unit={t('meters.form.seconds')}
          value={props.fields.slowPaceSec}
          onChange={(value) => props.set('slowPaceSec', value)}
          error={props.error('slowPaceSec')}
          input={{ inputmode: 'numeric', maxlength: 4 }}
        />
      </Show>
    </>
  );
}
