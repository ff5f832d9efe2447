import { type Unit, UpdateUnit } from '@sitecast/api/sites/units/schema';
import { Button, Card, CardHeader } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createEffect, createSignal, on } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { createForm } from '../../ui/form.ts';
import { Trash } from '../../ui/icons.ts';
import { notify } from '../../ui/Toasts.tsx';
import { MeterFormFields } from './MeterFormFields.tsx';
import { type MeterFields, meterFields, toMeterInput } from './source-form.ts';

/** Name, source and pace of a meter, and its end. */
export function MeterSettings(props: { unit: Unit }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const form = createForm({
    initial: meterFields(props.unit),
    schema: UpdateUnit,
    toInput: (fields) => ({ unitId: props.unit.id, ...toMeterInput(fields, props.unit.source) }),
    send: (input) => api.units.update.mutate(input),
    onDone(unit) {
      queries.setQueryData(keys.meter(unit.id), unit);
      void queries.invalidateQueries({ queryKey: keys.meterList });
      notify({ tone: 'good', title: t('meter.saved', { name: unit.name }) });
    },
  });
  // What somebody else changes meanwhile appears here too, instead of being undone by the next save.
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
        <MeterFormFields fields={form.fields} set={form.set} error={form.error} narrow />
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
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal(false);
  const remove = createAction(async () => {
    const { id, name } = props.unit;
    await api.units.remove.mutate({ unitId: id });
    setAsking(false);
    notify({ tone: 'good', title: t('meter.removed', { name }) });
    navigate('/meters');
    void queries.invalidateQueries({ queryKey: keys.meterList });
  });
  return (
    <>
      <Button variant="ghost-danger" class="w-full" onClick={() => setAsking(true)}>
        <Trash class="size-4" aria-hidden="true" />
        {t('meter.remove')}
      </Button>
      <ConfirmDialog
        open={asking()}
        onOpenChange={setAsking}
        title={t('meter.removeTitle', { name: props.unit.name })}
        lead={t('meter.removeLead')}
        verb={t('meter.remove')}
        busy={remove.busy()}
        onConfirm={() => void remove.run()}
      />
    </>
  );
}
