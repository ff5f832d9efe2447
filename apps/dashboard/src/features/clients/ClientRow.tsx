import type { Client } from '@sitecast/api/sites/clients/schema';
import { formatExactTime, formatNumber, formatRelative, Status } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { Match, Show, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/clients.ts';
import { Ban, CircleCheck, KeyRound, Pencil } from '../../ui/icons.ts';
import { MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { Td, Tr } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';

/** What may be done with a client, in a dialog of its own. */
export type ClientTask = 'rename' | 'password' | 'deactivate';

export function ClientRow(props: { client: Client; onTask: (task: ClientTask, client: Client) => void }) {
  const { mayChange } = useWorkspace();
  return (
    <Tr>
      <Td>
        <span class="font-medium wrap-anywhere">{props.client.name}</span>
        <span class="block font-mono text-xs text-quiet wrap-anywhere">{props.client.slug}</span>
      </Td>
      <Td>
        <ClientStatus client={props.client} />
      </Td>
      <Td class="text-quiet max-sm:hidden">{formatNumber(props.client.projectCount)}</Td>
      <Td class="text-quiet max-sm:hidden">{formatNumber(props.client.linkCount)}</Td>
      <Td class="text-quiet max-md:hidden">
        <Show when={props.client.lastSeenAt} fallback={t('common.never')}>
          {(at) => (
            <time datetime={at()} title={formatExactTime(at())}>
              {formatRelative(at())}
            </time>
          )}
        </Show>
      </Td>
      <Show when={mayChange}>
        <Td class="text-right">
          <ClientMenu {...props} />
        </Td>
      </Show>
    </Tr>
  );
}

function ClientMenu(props: { client: Client; onTask: (task: ClientTask, client: Client) => void }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const reread = () => queries.invalidateQueries({ queryKey: keys.clients });
  const activate = createAction(async () => {
    const { id: clientId, name } = props.client;
    await api.clients.update.mutate({ clientId, active: true });
    notify({ tone: 'good', title: t('clients.activated', { name }) });
    await reread();
  });
  const clearPassword = createAction(async () => {
    const { id: clientId, name } = props.client;
    await api.clients.setPassword.mutate({ clientId, password: null });
    notify({ tone: 'good', title: t('clients.passwordCleared', { name }) });
    await reread();
  });
  const ask = (task: ClientTask) => () => props.onTask(task, props.client);
  return (
    <RowMenu label={t('clients.manage', { name: props.client.name })}>
      <MenuEntry Icon={Pencil} label={t('clients.rename')} onSelect={ask('rename')} />
      <MenuEntry Icon={KeyRound} label={t('clients.setPassword')} onSelect={ask('password')} />
      <Show when={props.client.hasPassword}>
        <MenuEntry label={t('clients.clearPassword')} onSelect={() => void clearPassword.run()} />
      </Show>
      <MenuLine />
      <Show
        when={props.client.active}
        fallback={<MenuEntry label={t('clients.activate')} onSelect={() => void activate.run()} />}
      >
        <MenuEntry danger label={t('clients.deactivate')} onSelect={ask('deactivate')} />
      </Show>
    </RowMenu>
  );
}

function ClientStatus(props: { client: Client }) {
  return (
    <Switch>
      <Match when={!props.client.active}>
        <Status tone="quiet" icon={Ban}>
          {t('clients.status.inactive')}
        </Status>
      </Match>
      <Match when={props.client.hasPassword}>
        <Status tone="good" icon={KeyRound}>
          {t('clients.status.password')}
        </Status>
      </Match>
      <Match when>
        <Status tone="good" icon={CircleCheck}>
          {t('clients.status.active')}
        </Status>
      </Match>
    </Switch>
  );
}
