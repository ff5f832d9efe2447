import { type Device, UpdateDevice } from '@sitecast/api/screens/devices/schema';
import type { Orientation } from '@sitecast/protocol/messages';
import { Button, Card, CardHeader } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createEffect, createSignal, on } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/screen.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { Unplug } from '../../ui/icons.ts';
import { Select } from '../../ui/Select.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { TimezoneField } from './TimezoneField.tsx';

const orientations = [0, 90, 180, 270] as const satisfies Orientation[];

/** Name, orientation and time zone of a screen, and its end. */
export function DeviceSettings(props: { device: Device }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const { id, name, orientation, timezone } = props.device;
  const form = createForm({
    initial: { name, orientation: orientation as Orientation, timezone },
    schema: UpdateDevice,
    toInput: (fields) => ({ deviceId: id, ...fields }),
    send: (input) => api.devices.update.mutate(input),
    onDone(device) {
      queries.setQueryData(keys.screen(id), device);
      void queries.invalidateQueries({ queryKey: keys.screenList });
      notify({ tone: 'good', title: t('screen.saved', { name: device.name }) });
    },
  });
  // What somebody else changes meanwhile appears here too, instead of being undone by the next save.
  for (const field of ['name', 'orientation', 'timezone'] as const)
    createEffect(
      on(
        () => props.device[field],
        (value) => form.set(field, value),
        { defer: true },
      ),
    );
  return (
    <Card>
      <CardHeader title={t('screen.settings')} />
      <form class="flex flex-col gap-4 px-5 py-4" onSubmit={form.submit} novalidate>
        <Field
          label={t('screen.name')}
          value={form.fields.name}
          onChange={(value) => form.set('name', value)}
          error={form.error('name')}
          input={{ maxlength: 100 }}
        />
        <Select
          label={t('screen.orientation')}
          value={form.fields.orientation}
          onChange={(value) => form.set('orientation', value)}
          options={orientations.map((value) => ({ value, label: t(`screen.orientations.${value}`) }))}
        />
        <TimezoneField
          value={form.fields.timezone}
          onChange={(value) => form.set('timezone', value)}
          error={form.error('timezone')}
        />
        <Button type="submit" busy={form.busy()}>
          {t('common.save')}
        </Button>
      </form>
      <div class="border-t border-line px-5 py-3.5">
        <Unpair device={props.device} />
      </div>
    </Card>
  );
}

function Unpair(props: { device: Device }) {
  const { api } = useWorkspace();
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal(false);
  const unpair = createAction(async () => {
    const { id, name } = props.device;
    await api.devices.remove.mutate({ deviceId: id });
    setAsking(false);
    notify({ tone: 'good', title: t('screen.unpaired', { name }) });
    navigate('/screens');
  });
  return (
    <>
      <Button variant="ghost-danger" class="w-full" onClick={() => setAsking(true)}>
        <Unplug class="size-4" aria-hidden="true" />
        {t('screen.unpair')}
      </Button>
      <ConfirmDialog
        open={asking()}
        onOpenChange={setAsking}
        title={t('screen.unpairTitle', { name: props.device.name })}
        lead={t('screen.unpairLead')}
        verb={t('screen.unpair')}
        busy={unpair.busy()}
        onConfirm={() => void unpair.run()}
      />
    </>
  );
}
