import { type Unit, UpdateUnit } from '@sitecast/api/sites/units/schema';
import { Button, Card, CardHeader } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createEffect, on } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Trash } from '../../ui/icons.ts';
import { MeterFormFields } from './MeterFormFields.tsx';
import { type MeterFields, meterFields, toMeterInput } from './source-form.ts';

/** Changes or removes a meter. */
export function MeterSettings(props: { unit: Unit }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const form = useForm({
    initial: meterFields(props.unit),
    schema: UpdateUnit,
    toInput: (fields) => ({ unitId: props.unit.id, ...toMeterInput(fields, props.unit.source) }),
    send: (input) => api.units.update.mutate(input),
    said: ({ name }) => t('meter.saved', { name }),
    stale: [keys.meterList],
    onDone: (unit) => queries.setQueryData(keys.meter(unit.id), unit),
  });
  // Other people's changes appear in the form, so that the next save doesn't undo them.
  for (const field of Object.keys(meterFields()) as (keyof MeterFields)[])
    createEffect(
      on(
        () => meterFields(props.unit)[field],
        (value, before) => value !== before && form.set(field, value),
        { defer: true },
      ),
    );
  return (
    <Card>
      <CardHeader title={t('meter.settings')} />
      <form class="flex flex-col gap-4 px-5 py-4" onSubmit={form.submit} novalidate>
        <MeterFormFields form={form} narrow />
        <Button type="submit" busy={form.busy()}>
          {t('common.save')}
        </Button>
      </form>
      <div class="border-t border-line px-5 py-3.5">
        <RemoveMeter unit={props.unit} />
      </div>
    </Card>
  );
}

function RemoveMeter(props: { unit: Unit }) {
  const { api } = useWorkspace();
  const navigate = useNavigate();
  const { confirm } = useDialogs();
  const remove = useChange({
    call: ({ id: unitId }: Unit) => api.units.remove.mutate({ unitId }),
    said: (_answer, { name }) => t('meter.removed', { name }),
    done: () => navigate('/meters'),
    stale: [keys.meterList],
  });
  const ask = () =>
    confirm({
      title: t('meter.removeTitle', { name: props.unit.name }),
      lead: t('meter.removeLead'),
      verb: t('meter.remove'),
      run: () => remove.run({ ...props.unit }),
    });
  return (
    <Button variant="ghost-danger" class="w-full" onClick={ask}>
      <Trash class="size-4" aria-hidden="true" />
      {t('meter.remove')}
    </Button>
  );
}
