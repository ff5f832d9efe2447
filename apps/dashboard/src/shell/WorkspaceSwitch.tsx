import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import { For, Show } from 'solid-js';
import { useWorkspace } from '../api/workspace.tsx';
import { t } from '../i18n/i18n.ts';
import { floatingClass } from '../ui/floating.ts';
import { Check, ChevronsUpDown } from '../ui/icons.ts';

/** Which workspace is shown; a choice where there are several. */
export function WorkspaceSwitch(props: { onChoose: (id: string) => void }) {
  const { me, workspace } = useWorkspace();
  return (
    <Show
      when={me.workspaces.length > 1}
      fallback={
        <p class="truncate px-2 text-sm text-quiet max-md:hidden" title={t('shell.workspace')}>
          {workspace.name}
        </p>
      }
    >
      <DropdownMenu gutter={4} placement="bottom-start">
        <DropdownMenu.Trigger
          class="flex h-9 min-w-0 items-center justify-between gap-2 rounded-control border border-line bg-surface px-2.5 text-base font-medium transition-colors hover:border-line-strong max-md:max-w-36"
          aria-label={`${t('shell.workspace')}: ${workspace.name}`}
        >
          <span class="truncate">{workspace.name}</span>
          <ChevronsUpDown class="size-4 shrink-0 text-quiet" aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content class={`${floatingClass} max-h-80 w-56 overflow-y-auto`}>
            <DropdownMenu.RadioGroup value={workspace.id} onChange={props.onChoose}>
              <For each={me.workspaces}>
                {({ id, name }) => (
                  <DropdownMenu.RadioItem
                    value={id}
                    class="flex h-8 items-center justify-between gap-3 rounded-[5px] px-2.5 outline-none data-[highlighted]:bg-sunken"
                  >
                    <span class="truncate">{name}</span>
                    <DropdownMenu.ItemIndicator>
                      <Check class="size-4 text-accent-ink" aria-hidden="true" />
                    </DropdownMenu.ItemIndicator>
                  </DropdownMenu.RadioItem>
                )}
              </For>
            </DropdownMenu.RadioGroup>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu>
    </Show>
  );
}
