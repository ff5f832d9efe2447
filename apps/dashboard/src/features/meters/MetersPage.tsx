import type { Unit } from '@sitecast/api/sites/units/schema';
import { Button, Card, Drawing, EmptyState, PageHeader, Skeleton } from '@sitecast/ui';
import { createSignal, For, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/meters.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Plus } from '../../ui/icons.ts';
import { ListStates } from '../../ui/List.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { MoreButton } from '../../ui/Table.tsx';
import { MeterTile } from './MeterTile.tsx';

const AddMeterDialog = lazyPart(() => import('./AddMeterDialog.tsx'));

/** All meters of the workspace, live. */
export function MetersPage() {
  const { api, mayChange } = useWorkspace();
  const { openDialog } = useDialogs();
  const [search, setSearch] = createSignal('');
  const meters = usePages(
    () => keys.meters,
    (cursor) => api.units.list.query({ cursor, limit: 200 }),
  );
  const isEmpty = () => meters.items()?.length === 0;
  const found = () => meters.items()?.filter((unit) => matches(unit, search()));
  const add = () => (
    <Show when={mayChange}>
      <Button variant="primary" onClick={() => openDialog(AddMeterDialog)}>
        <Plus class="size-4" aria-hidden="true" />
        {t('meters.add')}
      </Button>
    </Show>
  );
  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('meters.title')}
        lead={
          <Show when={meters.items()?.length} fallback={<span>&nbsp;</span>}>
            {(total) => (
              <output>
                {t('meters.summary', {
                  total: total(),
                  reachable: meters.items()?.filter(({ reachable }) => reachable).length ?? 0,
                })}
              </output>
            )}
          </Show>
        }
        actions={<Show when={!isEmpty()}>{add()}</Show>}
      />
      <Show when={!isEmpty()}>
        <SearchField label={t('meters.search')} value={search()} onChange={setSearch} />
      </Show>
      <Show
        when={!meters.error() && found()?.length !== 0}
        fallback={
          <Card>
            <ListStates
              list={{ ...meters, items: found }}
              empty={<EmptyState drawing={<MeterDrawing />} text={t('meters.empty')} action={add()} />}
              nothingFound={isEmpty() ? undefined : t('meters.none')}
            >
              {() => null}
            </ListStates>
          </Card>
        }
      >
        <ul class="grid grid-cols-[repeat(auto-fill,minmax(min(100%,19rem),1fr))] gap-4">
          <For each={found()} fallback={<For each={[1, 2, 3]}>{() => <SkeletonTile />}</For>}>
            {(unit) => (
              <li class="min-w-0 *:h-full">
                <MeterTile unit={unit} />
              </li>
            )}
          </For>
        </ul>
        <MoreButton list={meters} />
      </Show>
    </div>
  );
}

function matches({ name, model, location }: Unit, search: string): boolean {
  const words = search.trim().toLowerCase().split(/\s+/);
  const text = [name, model, location?.name, location?.projectName].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function SkeletonTile() {
  return (
    <li>
      <Skeleton class="h-48.5 rounded-card" />
    </li>
  );
}

function MeterDrawing() {
  return (
    <Drawing>
      <rect x="54" y="34" width="40" height="58" rx="6" />
      <path d="M62 34l7-16h10l7 16M69 18v-5a5 5 0 0 1 10 0v5" />
      <rect x="61" y="43" width="26" height="18" rx="2" class="accent" stroke="currentColor" />
      <path d="M65 55l4-5 4 3 4-6 6 4" class="accent" stroke="currentColor" />
      <path d="M66 71h4M78 71h4M66 80h4M78 80h4" />
      <path d="M40 12a22 22 0 0 0 0 20M30 6a34 34 0 0 0 0 32M108 12a22 22 0 0 1 0 20M118 6a34 34 0 0 1 0 32" />
    </Drawing>
  );
}
