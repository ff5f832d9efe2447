import { cx, language, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { Match, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { readAllPages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { Checklist } from '../../ui/Checklist.tsx';
import { labelClass } from '../../ui/Field.tsx';
import { LoadFailure } from '../../ui/Table.tsx';

interface PlaylistsFieldProps {
  chosen: string[];
  onChange: (playlistIds: string[]) => void;
  error?: string;
}

/** Which of the workspace's playlists an agency may fill. */
export function PlaylistsField(props: PlaylistsFieldProps) {
  const { api } = useWorkspace();
  const playlists = useQuery(() => ({
    queryKey: keys.playlists,
    queryFn: () => readAllPages((page) => api.playlists.list.query(page)),
  }));
  // Reading what is not there yet would suspend the whole dialog.
  const read = () => (playlists.isPending || playlists.isLoadingError ? undefined : playlists.data);
  const options = () =>
    (read() ?? [])
      .map(({ id, name }) => ({ value: id, label: name }))
      .sort((one, other) => one.label.localeCompare(other.label, language()));
  return (
    <Switch
      fallback={
        <Checklist
          label={t('tokens.playlists')}
          hint={t('tokens.playlistsHint')}
          options={options()}
          chosen={props.chosen}
          onChange={props.onChange}
          error={props.error}
        />
      }
    >
      <Match when={playlists.isLoadingError}>
        <LoadFailure error={playlists.error} onRetry={() => void playlists.refetch()} />
      </Match>
      <Match when={playlists.isPending}>
        <Skeleton class="h-24 w-full" />
      </Match>
      <Match when={read()?.length === 0}>
        <div class="flex flex-col gap-1.5">
          <span class={labelClass}>{t('tokens.playlists')}</span>
          <p
            role="status"
            class={cx(
              'rounded-control border border-dashed px-3 py-4 text-center text-sm text-balance',
              props.error === undefined ? 'border-line-strong text-quiet' : 'border-act text-act',
            )}
          >
            {t('tokens.noPlaylists')}
          </p>
        </div>
      </Match>
    </Switch>
  );
}
