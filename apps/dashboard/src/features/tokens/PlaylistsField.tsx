import { cx, language, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { readAllPages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/tokens.ts';
import { Checklist } from '../../ui/Checklist.tsx';
import { labelClass } from '../../ui/Field.tsx';
import { Loaded } from '../../ui/Loaded.tsx';

interface PlaylistsFieldProps {
  value: string[];
  onChange: (playlistIds: string[]) => void;
  error?: string;
}

/** Which of the workspace's playlists an agency may fill. */
export function PlaylistsField(props: PlaylistsFieldProps) {
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.playlists,
    queryFn: () => readAllPages((page) => api.playlists.list.query(page)),
  }));
  return (
    <Loaded query={query} skeleton={<Skeleton class="h-24 w-full" />}>
      {(playlists) => (
        <Show when={playlists().length > 0} fallback={<NoPlaylists isError={props.error !== undefined} />}>
          <Checklist
            label={t('tokens.playlists')}
            hint={t('tokens.playlistsHint')}
            options={playlists()
              .map(({ id, name }) => ({ value: id, label: name }))
              .sort((one, other) => one.label.localeCompare(other.label, language()))}
            chosen={props.value}
            onChange={props.onChange}
            error={props.error}
          />
        </Show>
      )}
    </Loaded>
  );
}

function NoPlaylists(props: { isError: boolean }) {
  return (
    <div class="flex flex-col gap-1.5">
      <span class={labelClass}>{t('tokens.playlists')}</span>
      <p
        role="status"
        class={cx(
          'rounded-control border border-dashed px-3 py-4 text-center text-sm text-balance',
          props.isError ? 'border-act text-act' : 'border-line-strong text-quiet',
        )}
      >
        {t('tokens.noPlaylists')}
      </p>
    </div>
  );
}
