import type { Group } from '@sitecast/api/screens/groups/schema';
import { Button } from '@sitecast/ui';
import { For, Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Boxes } from '../../ui/icons.ts';
import { ButtonMenu, MenuEntry } from '../../ui/Menu.tsx';
import { CommandMenu } from '../commands/CommandMenu.tsx';

/** Actions on the selected screens. */
export function SelectionBar(props: { devices: { id: string; name: string }[]; onClear: () => void }) {
  const { api } = useWorkspace();
  const groups = usePages(
    () => keys.groups(''),
    (cursor) => api.groups.list.query({ cursor, limit: 200 }),
  );
  const deviceIds = () => props.devices.map(({ id }) => id);
  const add = useChange({
    call: ({ id }: Group) => api.groups.addDevices.mutate({ groupId: id, deviceIds: deviceIds() }),
    said: (_answer, { name }) => t('screens.added', { count: props.devices.length, group: name }),
    stale: [keys.groupLists],
    done: () => props.onClear(),
  });
  return (
    <div class="sticky top-14 z-20 flex flex-wrap items-center gap-2 rounded-card border border-line bg-raised px-4 py-2.5 shadow-float md:top-4">
      <output class="mr-auto font-medium">{t('screens.selected', { count: props.devices.length })}</output>
      <Show when={groups.items()?.length}>
        <ButtonMenu Icon={Boxes} label={t('screens.addTo')} size="sm" busy={add.busy()}>
          <For each={groups.items()}>
            {(group) => <MenuEntry label={group.name} onSelect={() => void add.run(group)} />}
          </For>
        </ButtonMenu>
      </Show>
      <CommandMenu
        name={props.devices.length === 1 ? props.devices[0]!.name : null}
        count={props.devices.length}
        size="sm"
        send={(type) => api.devices.commandMany.mutate({ deviceIds: deviceIds(), type })}
      />
      <Button size="sm" variant="ghost" onClick={props.onClear}>
        {t('screens.selectNone')}
      </Button>
    </div>
  );
}
