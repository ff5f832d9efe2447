import type { Client } from '@sitecast/api/sites/clients/schema';
import { Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { lazyPart } from '../../i18n/i18n.ts';
import type { Dialogs } from '../../ui/dialogs.tsx';
import { KeyRound, Pencil } from '../../ui/icons.ts';
import { MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';

const ClientNameDialog = lazyPart(() => import('./ClientNameDialog.tsx'));
const ClientPasswordDialog = lazyPart(() => import('./ClientPasswordDialog.tsx'));

/** What can be done with a client. */
export function ClientMenu(props: { client: Client; dialogs: Dialogs }) {
  const { api } = useWorkspace();
  const { openDialog, confirm } = props.dialogs;
  const setActive = useChange({
    call: (active: boolean) => api.clients.update.mutate({ clientId: props.client.id, active }),
    said: ({ name }, active) => t(active ? 'clients.activated' : 'clients.deactivated', { name }),
    stale: [keys.clients],
  });
  const clearPassword = useChange({
    call: () => api.clients.setPassword.mutate({ clientId: props.client.id, password: null }),
    said: ({ name }) => t('clients.passwordCleared', { name }),
    stale: [keys.clients],
  });
  const deactivate = () =>
    confirm({
      title: t('clients.deactivateTitle', { name: props.client.name }),
      lead: t('clients.deactivateLead'),
      verb: t('clients.deactivate'),
      run: () => setActive.run(false),
    });
  const open = (dialog: typeof ClientPasswordDialog) => () => openDialog(dialog, { client: props.client });
  return (
    <RowMenu label={t('clients.manage', { name: props.client.name })}>
      <MenuEntry Icon={Pencil} label={t('clients.rename')} onSelect={open(ClientNameDialog)} />
      <MenuEntry Icon={KeyRound} label={t('clients.setPassword')} onSelect={open(ClientPasswordDialog)} />
      <Show when={props.client.hasPassword}>
        <MenuEntry label={t('clients.clearPassword')} onSelect={() => void clearPassword.run()} />
      </Show>
      <MenuLine />
      <Show
        when={props.client.active}
        fallback={<MenuEntry label={t('clients.activate')} onSelect={() => void setActive.run(true)} />}
      >
        <MenuEntry danger label={t('clients.deactivate')} onSelect={deactivate} />
      </Show>
    </RowMenu>
  );
}
