import type { Unit } from '@sitecast/api/sites/units/schema';
import { Button, Card, Drawing, EmptyState, PageHeader, Skeleton } from '@sitecast/ui';
import { createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { Plus } from '../../ui/icons.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { MeterTile } from './MeterTile.tsx';

/** The form brings the schemas along: only when somebody adds a meter. */
const AddMeterDialog = lazy(() =>
  import('./AddMeterDialog.tsx').then((module) => ({ default: module.AddMeterDialog })),
);

/** All meters of the workspace, live. */
export function MetersPage() {
  const { api, mayChange } = useWorkspace();
  const [adding, setAdding] = createSignal(false);
  const [search, setSearch] = createSignal('');
  const meters = usePages(
    () => keys.meters,
    (cursor) => api.units.list.query({ cursor, limit: 200 }),
  );
  const isEmpty = () => meters.items()?.length === 0;
  const found = () => meters.items()?.filter((unit) => matches(unit, search()));
  const add = (
    <Show when={mayChange}>
      <Button variant="primary" onClick={() => setAdding(true)}>
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
        actions={<Show when={!isEmpty()}>{add}</Show>}
      />
      <Show when={!isEmpty()}>
        <SearchField label={t('meters.search')} value={search()} onChange={setSearch} />
      </Show>
      <Switch>
        <Match when={meters.error()}>
          <Card>
            <LoadFailure error={meters.error()} onRetry={meters.retry} />
          </Card>
        </Match>
        <Match when={isEmpty()}>
          <Card>
            <EmptyState drawing={<MeterDrawing />} text={t('meters.empty')} action={add} />
          </Card>
        </Match>
        <Match when={found()?.length === 0}>
          <Card>
            <p role="status" class="px-6 py-16 text-center text-quiet">
              {t('meters.none')}
            </p>
          </Card>
        </Match>
        <Match when>
          <ul class="grid grid-cols-[repeat(auto-fill,minmax(min(100%,19rem),1fr))] gap-4">
            <For each={found()} fallback={<SkeletonTiles />}>
              {(unit) => (
                <li class="min-w-0 *:h-full">
                  <MeterTile unit={unit} />
                </li>
              )}
            </For>
          </ul>
          <MoreButton list={meters} />
        </Match>
      </Switch>
      <Suspense>
        <Show when={adding()}>
          <AddMeterDialog onClose={() => setAdding(false)} />
        </Show>
      </Suspense>
    </div>
  );
}

function matches({ name, model, location }: Unit, search: string): boolean {
  const words = search.trim().toLowerCase().split(/\s+/);
  const text = [name, model, location?.name, location?.projectName].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function SkeletonTiles() {
  return (
    <For each={[1, 2, 3]}>
      {() => (
        <li>
          <Skeleton class="h-48.5 rounded-card" />
        </li>
      )}
    </For>
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
