import type { Location } from '@sitecast/api/sites/projects/schema';
import { cx, Skeleton } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { ChevronDown } from '../../ui/icons.ts';
import { ListStates } from '../../ui/List.tsx';
import { AssignedPeriod, UnassignButton } from '../meters/MeterPlaces.tsx';

/** The meters a location has had, in a disclosure that is closed at first. */
export function MetersHere(props: { location: Location }) {
  const [unfolded, setUnfolded] = createSignal(false);
  const id = createUniqueId();
  return (
    <div class="flex flex-col items-start">
      <button
        type="button"
        class="-ml-1 flex items-center gap-1 rounded-[5px] px-1 text-xs text-quiet transition-colors hover:text-ink"
        aria-expanded={unfolded()}
        aria-controls={id}
        onClick={() => setUnfolded((before) => !before)}
      >
        <ChevronDown
          class={cx('size-3.5 transition-transform', !unfolded() && '-rotate-90')}
          aria-hidden="true"
        />
        {t('projects.locations.before')}
      </button>
      <div id={id} class="w-full">
        <Show when={unfolded()}>
          <History location={props.location} />
        </Show>
      </div>
    </div>
  );
}

function History(props: { location: Location }) {
  const { api, mayChange } = useWorkspace();
  const dialogs = useDialogs();
  const meters = usePages(
    () => keys.metersAtLocation(props.location.id),
    (cursor) => api.locations.assignments.query({ locationId: props.location.id, cursor, limit: 10 }),
  );
  return (
    <ListStates
      list={meters}
      skeleton={<Skeleton class="mt-2 h-6" />}
      empty={<p class="pt-1 text-sm text-quiet">{t('projects.locations.noneBefore')}</p>}
    >
      {(items) => (
        <ul class="flex flex-col pt-1 text-sm">
          <For each={items()}>
            {(assigned) => (
              <li class="flex min-h-8 items-center justify-between gap-4">
                <span class="flex min-w-0 flex-wrap gap-x-3">
                  <A
                    href={`/meters/${assigned.unit.id}`}
                    class="wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
                  >
                    {assigned.unit.name}
                  </A>
                  <span class="text-quiet">
                    <AssignedPeriod period={assigned} />
                  </span>
                </span>
                <Show when={mayChange && assigned.assignedUntil === null}>
                  <UnassignButton unit={assigned.unit} place={props.location.name} dialogs={dialogs} />
                </Show>
              </li>
            )}
          </For>
        </ul>
      )}
    </ListStates>
  );
}
