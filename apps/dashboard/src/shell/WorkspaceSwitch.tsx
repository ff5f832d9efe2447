import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import { Show } from 'solid-js';
import { useWorkspace } from '../api/workspace.tsx';
import { t } from '../i18n/i18n.ts';
import { floatingClass } from '../ui/floating.ts';
import { ChevronsUpDown } from '../ui/icons.ts';
import { MenuChoices } from '../ui/Menu.tsx';

/** The name of the current workspace; a menu where the person is a member of several. */
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
            <MenuChoices
              value={workspace.id}
              onChange={props.onChoose}
              options={me.workspaces.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu>
    </Show>
  );
}
