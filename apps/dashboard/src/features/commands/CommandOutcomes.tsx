import type { CommandResult } from '@sitecast/api/screens/commands/schema';
import type { CommandType } from '@sitecast/protocol/messages';
import { Card, CardHeader } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { useQuery } from '@tanstack/solid-query';
import { For } from 'solid-js';
import { keys } from '../../api/keys.ts';
import type { CommandState } from '../../api/live.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/screen.ts';
import { CommandStatus } from './CommandStatus.tsx';

/** A command sent from this page. */
export interface SentCommand {
  type: CommandType;
  results: CommandResult['results'];
}

/** The live status of a command on each of the screens it was sent to. */
export function CommandOutcomes(props: { command: SentCommand }) {
  return (
    <Card>
      <CardHeader title={t('commands.last')}>
        <span class="text-sm text-quiet">{t(`commands.types.${props.command.type}`)}</span>
      </CardHeader>
      <ul class="max-h-96 divide-y divide-line overflow-y-auto" aria-label={t('commands.last')}>
        <For each={props.command.results}>{(result) => <Outcome result={result} />}</For>
      </ul>
    </Card>
  );
}

function Outcome(props: { result: CommandResult['results'][number] }) {
  const { api } = useWorkspace();
  // Live events update this; it is fetched only when they may have been missed.
  const query = useQuery(() => {
    const { deviceId, commandId, status } = props.result;
    return {
      queryKey: keys.command(deviceId, commandId),
      queryFn: async (): Promise<CommandState> => {
        const { items } = await api.devices.commands.query({ deviceId, limit: 200 });
        return items.find(({ id }) => id === commandId) ?? { status, detail: null };
      },
      initialData: { status, detail: null } as CommandState,
      staleTime: Number.POSITIVE_INFINITY,
    };
  });
  return (
    <li class="flex items-center justify-between gap-4 px-5 py-2.5">
      <div class="flex min-w-0 flex-col">
        <A
          href={`/screens/${props.result.deviceId}`}
          class="truncate underline-offset-4 hover:text-accent-ink hover:underline"
        >
          {props.result.name}
        </A>
        <span class="text-xs text-quiet wrap-anywhere">{query.data.detail}</span>
      </div>
      <div class="shrink-0" aria-live="polite">
        <CommandStatus status={query.data.status} detail={query.data.detail} />
      </div>
    </li>
  );
}
