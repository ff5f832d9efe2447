import type { GroupWithDevices } from '@sitecast/api/screens/groups/schema';
import { Skeleton } from '@sitecast/ui';
import { createSignal, For } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { type PagedList, usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/groups.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { ListStates } from '../../ui/List.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { createSearch } from '../../ui/search.ts';

/** Adds screens to a group. */
export function AddScreensDialog(props: { group: GroupWithDevices; onClose: () => void }) {
  const { api } = useWorkspace();
  const search = createSearch();
  const wanted = () => (search.wanted() === '' ? {} : { search: search.wanted() });
  const screens = usePages(
    () => keys.screens(wanted()),
    (cursor) => api.devices.list.query({ ...wanted(), cursor, limit: 200 }),
  );
  const others: PagedList<{ id: string; name: string }> = {
    ...screens,
    items() {
      const inside = new Set(props.group.devices.map(({ id }) => id));
      return screens.items()?.filter(({ id }) => !inside.has(id));
    },
  };
  // The selection survives a new search.
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const toggle = (id: string, on: boolean) =>
    setChosen((before) => (on ? [...before, id] : before.filter((other) => other !== id)));
  const add = useChange({
    call: (deviceIds: string[]) => api.groups.addDevices.mutate({ groupId: props.group.id, deviceIds }),
    said: (_answer, { length }) => t('screens.added', { count: length, group: props.group.name }),
    done: () => props.onClose(),
    stale: [keys.groupLists],
  });
  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen().length > 0) void add.run([...chosen()]);
  };
  return (
    <FormDialog
      title={t('groups.add')}
      lead={t('groups.addLead')}
      verb={t('groups.add')}
      form={{ submit, busy: add.busy }}
      disabled={chosen().length === 0}
      onClose={props.onClose}
    >
      <SearchField label={t('screens.filters.search')} value={search.typed()} onChange={search.type} />
      <ListStates
        list={others}
        skeleton={<Skeleton class="h-24" />}
        empty={t(search.wanted() === '' ? 'groups.allIn' : 'screens.filters.none')}
      >
        {(items) => (
          <ul class="max-h-72 divide-y divide-line overflow-y-auto rounded-control border border-line">
            <For each={items()}>
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
        )}
      </ListStates>
    </FormDialog>
  );
}
