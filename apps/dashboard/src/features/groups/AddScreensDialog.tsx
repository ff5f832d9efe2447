import type { GroupWithDevices } from '@sitecast/api/screens/groups/schema';
import { Skeleton } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Match, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/groups.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { createSettled } from '../../ui/settled.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';

interface AddScreensDialogProps {
  group: GroupWithDevices;
  onClose: () => void;
}

/** Puts screens into a group. */
export function AddScreensDialog(props: AddScreensDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('groups.add')}
      lead={t('groups.addLead')}
    >
      <Chooser {...props} />
    </Dialog>
  );
}

function Chooser(props: AddScreensDialogProps) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const [typed, setTyped] = createSignal('');
  const search = createSettled(() => typed().trim());
  const wanted = () => (search() === '' ? {} : { search: search() });
  const screens = usePages(
    () => keys.screens(wanted()),
    (cursor) => api.devices.list.query({ ...wanted(), cursor, limit: 200 }),
  );
  const others = () => {
    const inside = new Set(props.group.devices.map(({ id }) => id));
    return screens.items()?.filter(({ id }) => !inside.has(id));
  };
  // Chosen ones stay chosen while others are looked for.
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const toggle = (id: string, on: boolean) =>
    setChosen((before) => (on ? [...before, id] : before.filter((other) => other !== id)));
  const add = createAction(async () => {
    const deviceIds = [...chosen()];
    await api.groups.addDevices.mutate({ groupId: props.group.id, deviceIds });
    await queries.invalidateQueries({ queryKey: keys.groupLists });
    notify({ tone: 'good', title: t('screens.added', { count: deviceIds.length, group: props.group.name }) });
    props.onClose();
  });
  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen().length > 0) void add.run();
  };
  return (
    <DialogForm
      form={{ submit, busy: add.busy }}
      verb={t('groups.add')}
      onCancel={props.onClose}
      disabled={chosen().length === 0}
    >
      <SearchField label={t('screens.filters.search')} value={typed()} onChange={setTyped} />
      <Switch fallback={<Skeleton class="h-24" />}>
        <Match when={screens.error()}>
          <LoadFailure error={screens.error()} onRetry={screens.retry} />
        </Match>
        <Match when={others()?.length === 0}>
          <p class="py-4 text-quiet">{search() === '' ? t('groups.allIn') : t('screens.filters.none')}</p>
        </Match>
        <Match when={others()}>
          <ul class="max-h-72 divide-y divide-line overflow-y-auto rounded-control border border-line">
            <For each={others()}>
              {(device) => (
                <li class="px-3 py-2.5">
                  <Checkbox
                    shown
                    label={device.name}
                    checked={chosen().includes(device.id)}
                    onChange={(on) => toggle(device.id, on)}
                  />
                </li>
              )}
            </For>
          </ul>
          <MoreButton list={screens} />
        </Match>
      </Switch>
    </DialogForm>
  );
}
