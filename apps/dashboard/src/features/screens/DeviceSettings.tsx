import { type Device, UpdateDevice } from '@sitecast/api/screens/devices/schema';
import type { Orientation } from '@sitecast/protocol/messages';
import { Button, Card, CardHeader } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createEffect, on } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/screen.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Field } from '../../ui/Field.tsx';
import { Unplug } from '../../ui/icons.ts';
import { Select } from '../../ui/Select.tsx';
import { TimezoneField } from './TimezoneField.tsx';

const orientations = [0, 90, 180, 270] as const satisfies Orientation[];

/** Name, orientation and time zone of a screen, and unpairing it. */
export function DeviceSettings(props: { device: Device }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const { id, name, orientation, timezone } = props.device;
  const form = useForm({
    initial: { name, orientation: orientation as Orientation, timezone },
    schema: UpdateDevice,
    toInput: (fields) => ({ deviceId: id, ...fields }),
    send: (input) => api.devices.update.mutate(input),
    said: (device) => t('screen.saved', { name: device.name }),
    stale: [keys.screenList],
    onDone: (device) => queries.setQueryData(keys.screen(id), device),
  });
  // Shows what others change meanwhile, which the next save would undo.
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
        <Field {...form.field('name')} label={t('screen.name')} input={{ maxlength: 100 }} />
        <Select
          {...form.field('orientation')}
          label={t('screen.orientation')}
          options={orientations.map((value) => ({ value, label: t(`screen.orientations.${value}`) }))}
        />
        <TimezoneField {...form.field('timezone')} />
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
  const { confirm } = useDialogs();
  const unpair = useChange({
    call: ({ id }: Device) => api.devices.remove.mutate({ deviceId: id }),
    said: (_answer, { name }) => t('screen.unpaired', { name }),
    done: () => navigate('/screens'),
  });
  const ask = () =>
    confirm({
      title: t('screen.unpairTitle', { name: props.device.name }),
      lead: t('screen.unpairLead'),
      verb: t('screen.unpair'),
      run: () => unpair.run(props.device),
    });
  return (
    <Button variant="ghost-danger" class="w-full" onClick={ask}>
      <Unplug class="size-4" aria-hidden="true" />
      {t('screen.unpair')}
    </Button>
  );
}
