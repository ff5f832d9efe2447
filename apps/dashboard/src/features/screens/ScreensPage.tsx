import { Button, Card, Drawing, EmptyState, PageHeader, Skeleton } from '@sitecast/ui';
import { useSearchParams } from '@solidjs/router';
import { createSignal, Show, Suspense } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart, t } from '../../i18n/i18n.ts';
import { Plus } from '../../ui/icons.ts';
import { List } from '../../ui/List.tsx';
import { createSettled } from '../../ui/settled.ts';
import { screenColumns, selectionColumn } from './screen-columns.tsx';
import { everyScreen, isNarrowed, toListInput } from './screen-filter.ts';
import { createSelection } from './selection.ts';

// Loaded when needed, so that the list shows first.
const PairDialog = lazyPart(() => import('./PairDialog.tsx'));
const ScreenFilters = lazyPart(() => import('./ScreenFilters.tsx'));
const SelectionBar = lazyPart(() => import('./SelectionBar.tsx'));
const DemoScreens = lazyPart(() => import('../demo/DemoScreens.tsx'));

/** All screens of the workspace. `?code=` opens the pairing dialog with that code, as the player's QR code does. */
export function ScreensPage() {
  const { api, mayChange } = useWorkspace();
  const [query, setQuery] = useSearchParams<{ code: string; pair: string }>();
  const [filter, setFilter] = createSignal(everyScreen);
  const search = createSettled(() => filter().search);
  const wanted = () => toListInput({ ...filter(), search: search() });
  const screens = usePages(
    () => keys.screens(wanted()),
    (cursor) => api.devices.list.query({ ...wanted(), cursor, limit: 200 }),
  );
  const selection = createSelection(screens.items);
  const code = () => (typeof query.code === 'string' ? query.code : undefined);
  const pairing = () => mayChange && (code() !== undefined || query.pair !== undefined);
  const isEmpty = () => screens.items()?.length === 0 && !isNarrowed(filter());
  const pair = () => (
    <Show when={mayChange}>
      <Button variant="primary" onClick={() => setQuery({ pair: 'open' })}>
        <Plus class="size-4" aria-hidden="true" />
        {t('screens.pair')}
      </Button>
    </Show>
  );

  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('screens.title')}
        lead={
          <Show when={screens.items()?.length}>
            {(total) => (
              <output>
                {t('screens.summary', {
                  total: total(),
                  online: screens.items()?.filter(({ online }) => online).length ?? 0,
                })}
              </output>
            )}
          </Show>
        }
        actions={<Show when={!isEmpty()}>{pair()}</Show>}
      />
      <div class="flex flex-col gap-3">
        <Show when={!isEmpty()}>
          <Suspense fallback={<Skeleton class="h-15.5" />}>
            <ScreenFilters filter={filter()} onChange={setFilter} />
          </Suspense>
        </Show>
        <Suspense>
          <Show when={selection.selected().length > 0}>
            <SelectionBar devices={selection.selected()} onClear={selection.clear} />
          </Show>
        </Suspense>
        <Card>
          <List
            list={screens}
            columns={[mayChange && selectionColumn(selection), ...screenColumns()]}
            empty={<EmptyState drawing={<ScreenDrawing />} text={t('screens.empty')} action={pair()} />}
            nothingFound={
              isNarrowed(filter()) && (
                <>
                  {t('screens.filters.none')}
                  <Button size="sm" onClick={() => setFilter(everyScreen)}>
                    {t('screens.filters.clear')}
                  </Button>
                </>
              )
            }
          />
        </Card>
      </div>
      <Suspense>
        <Show when={!screens.error() && screens.items()}>
          <DemoScreens />
        </Show>
      </Suspense>
      <Suspense>
        <Show when={pairing()}>
          <PairDialog code={code()} onClose={() => setQuery({ code: null, pair: null }, { replace: true })} />
        </Show>
      </Suspense>
    </div>
  );
}

function ScreenDrawing() {
  return (
    <Drawing>
      <rect x="17" y="9" width="114" height="68" rx="5" />
      <path d="M74 77v14M52 95h44M52 95l5-4h34l5 4" />
      <rect x="93" y="16" width="31" height="22" rx="3" class="accent" stroke="currentColor" />
      <path d="M27 60h30M27 67h19" />
      <path d="M5 28v36M143 28v36" stroke-dasharray="1 6" />
    </Drawing>
  );
}
