import { Button, Card, Drawing, EmptyState, PageHeader, Skeleton } from '@sitecast/ui';
import { useSearchParams } from '@solidjs/router';
import { createSignal, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart, t } from '../../i18n/i18n.ts';
import { Plus } from '../../ui/icons.ts';
import { createSettled } from '../../ui/settled.ts';
import { LoadFailure, MoreButton } from '../../ui/Table.tsx';
import { ScreenTable } from './ScreenTable.tsx';
import { everyScreen, isNarrowed, toListInput } from './screen-filter.ts';

/** The form brings the schemas along: only when somebody pairs. */
const PairDialog = lazy(() => import('./PairDialog.tsx').then((module) => ({ default: module.PairDialog })));

/** With lists to choose from: a moment after the screens themselves. */
const ScreenFilters = lazy(() =>
  import('./ScreenFilters.tsx').then((module) => ({ default: module.ScreenFilters })),
);
/** With menus and their questions: only when something is selected. */
const SelectionBar = lazyPart(() => import('./SelectionBar.tsx'));

const DemoScreens = lazyPart(() => import('../demo/DemoScreens.tsx'));

/** All screens of the workspace. `?code=` opens the pairing with that code: the QR code on a player leads there. */
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
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  // What is no longer in sight is not acted on.
  const selected = () => screens.items()?.filter(({ id }) => chosen().has(id)) ?? [];
  function toggle(ids: string[], on: boolean) {
    setChosen((before) => {
      const next = new Set(before);
      for (const id of ids) {
        if (on) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  }
  const code = () => (typeof query.code === 'string' ? query.code : undefined);
  const pairing = () => mayChange && (code() !== undefined || query.pair !== undefined);
  const isEmpty = () => screens.items()?.length === 0;
  const pair = (
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
        actions={<Show when={!isEmpty() || isNarrowed(filter())}>{pair}</Show>}
      />
      <div class="flex flex-col gap-3">
        <Show when={!isEmpty() || isNarrowed(filter())}>
          <Suspense fallback={<Skeleton class="h-15.5" />}>
            <ScreenFilters filter={filter()} onChange={setFilter} />
          </Suspense>
        </Show>
        <Suspense>
          <Show when={selected().length > 0}>
            <SelectionBar devices={selected()} onClear={() => setChosen(new Set<string>())} />
          </Show>
        </Suspense>
        <Card>
          <Switch>
            <Match when={screens.error()}>
              <LoadFailure error={screens.error()} onRetry={screens.retry} />
            </Match>
            <Match when={isEmpty() && isNarrowed(filter())}>
              <div role="status" class="flex flex-col items-center gap-4 px-6 py-16 text-center text-quiet">
                {t('screens.filters.none')}
                <Button size="sm" onClick={() => setFilter(everyScreen)}>
                  {t('screens.filters.clear')}
                </Button>
              </div>
            </Match>
            <Match when={isEmpty()}>
              <EmptyState drawing={<ScreenDrawing />} text={t('screens.empty')} action={pair} />
            </Match>
            <Match when>
              <ScreenTable
                devices={screens.items()}
                selection={mayChange ? { has: (id) => chosen().has(id), toggle } : null}
              />
              <MoreButton list={screens} />
            </Match>
          </Switch>
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
