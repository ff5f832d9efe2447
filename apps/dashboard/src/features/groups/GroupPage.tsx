import type { GroupWithDevices } from '@sitecast/api/screens/groups/schema';
import { Button, PageHeader } from '@sitecast/ui';
import { useNavigate, useParams } from '@solidjs/router';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import { createSignal, Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/groups.ts';
import { lazyPart } from '../../i18n/i18n.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Pencil, Trash } from '../../ui/icons.ts';
import { ThingPage } from '../../ui/ThingPage.tsx';
import { CommandMenu } from '../commands/CommandMenu.tsx';
import { CommandOutcomes, type SentCommand } from '../commands/CommandOutcomes.tsx';
import { OverlayHistory } from '../pip/OverlayHistory.tsx';
import { OverlayPanel } from '../pip/OverlayPanel.tsx';
import { groupTarget } from '../pip/target.ts';
import { GroupMembers } from './GroupMembers.tsx';

const GroupNameDialog = lazyPart(() => import('./GroupNameDialog.tsx'));

/** One group: its screens, and what to send to all of them. */
export function GroupPage() {
  const params = useParams<{ groupId: string }>();
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.group(params.groupId),
    queryFn: () => api.groups.get.query({ groupId: params.groupId }),
    reconcile: 'id',
  }));
  return (
    <ThingPage query={query} cards={['h-110']}>
      {(group) => <GroupView group={group()} />}
    </ThingPage>
  );
}

function GroupView(props: { group: GroupWithDevices }) {
  const { api, mayChange } = useWorkspace();
  const { openDialog } = useDialogs();
  const [sent, setSent] = createSignal<SentCommand>();
  const target = () => groupTarget(props.group);
  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={props.group.name}
        above={<BackLink href="/groups" label={t('groups.title')} />}
        lead={
          <output>
            {t('groups.count', { total: props.group.deviceCount, online: props.group.onlineCount })}
          </output>
        }
        actions={
          <Show when={mayChange}>
            <Button onClick={() => openDialog(GroupNameDialog, { group: props.group })}>
              <Pencil class="size-4" aria-hidden="true" />
              {t('groups.rename')}
            </Button>
            <CommandMenu
              name={props.group.devices.length === 1 ? props.group.devices[0]!.name : null}
              count={props.group.deviceCount}
              send={(type) => api.groups.command.mutate({ groupId: props.group.id, type })}
              onSent={(type, { results }) => setSent(results.length > 0 ? { type, results } : undefined)}
            />
          </Show>
        }
      />
      <div class="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
        <div class="flex min-w-0 flex-col gap-6 lg:col-start-2 lg:row-start-1">
          <Show when={sent()}>{(command) => <CommandOutcomes command={command()} />}</Show>
          <GroupMembers group={props.group} />
        </div>
        <div class="flex min-w-0 flex-col gap-6 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <OverlayPanel target={target()} />
          <OverlayHistory target={target()} />
        </div>
        <Show when={mayChange}>
          <DeleteGroup group={props.group} />
        </Show>
      </div>
    </div>
  );
}

function DeleteGroup(props: { group: GroupWithDevices }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { confirm } = useDialogs();
  const remove = useChange({
    call: ({ id }: GroupWithDevices) => api.groups.remove.mutate({ groupId: id }),
    said: (_answer, { name }) => t('groups.deleted', { name }),
    done(_answer, { id }) {
      navigate('/groups');
      queries.removeQueries({ queryKey: keys.group(id) });
    },
    stale: [keys.groupLists],
  });
  const ask = () =>
    confirm({
      title: t('groups.deleteTitle', { name: props.group.name }),
      lead: t('groups.deleteLead'),
      verb: t('groups.delete'),
      run: () => remove.run(props.group),
    });
  return (
    <Button variant="ghost-danger" onClick={ask}>
      <Trash class="size-4" aria-hidden="true" />
      {t('groups.delete')}
    </Button>
  );
}
