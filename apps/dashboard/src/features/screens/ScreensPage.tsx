import type { Device } from '@sitecast/api/devices/schema';
import { A, useSearchParams } from '@solidjs/router';
import { For, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Plus } from '../../ui/icons.ts';
import { Card, EmptyState, PageHeader, Skeleton } from '../../ui/Page.tsx';
import { LoadFailure, MoreButton, Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { DeviceStatus, resolutionOf } from './DeviceStatus.tsx';

/** The form brings the schemas along: only when somebody pairs. */
const PairDialog = lazy(() => import('./PairDialog.tsx').then((module) => ({ default: module.PairDialog })));

/** All screens of the workspace. `?code=` opens the pairing with that code: the QR code on a player leads there. */
export function ScreensPage() {
  usePageTitle(() => t('screens.title'));
  const { api, mayChange } = useWorkspace();
  const [query, setQuery] = useSearchParams<{ code: string; pair: string }>();
  const screens = usePages(
    () => keys.screenList,
    (cursor) => api.devices.list.query({ cursor, limit: 200 }),
  );
  const code = () => (typeof query.code === 'string' ? query.code : undefined);
  const pairing = () => mayChange && (code() !== undefined || query.pair !== undefined);
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
                {t('screens.summary', total(), screens.items()?.filter(({ online }) => online).length ?? 0)}
              </output>
            )}
          </Show>
        }
        actions={<Show when={screens.items()?.length}>{pair}</Show>}
      />
      <Card>
        <Switch>
          <Match when={screens.error()}>
            <LoadFailure error={screens.error()} onRetry={screens.retry} />
          </Match>
          <Match when={screens.items()?.length === 0}>
            <EmptyState drawing={<ScreenDrawing />} text={t('screens.empty')} action={pair} />
          </Match>
          <Match when>
            <Table>
              <thead>
                <Tr>
                  <Th>{t('screens.columns.name')}</Th>
                  <Th>{t('screens.columns.status')}</Th>
                  <Th class="max-sm:hidden">{t('screens.columns.resolution')}</Th>
                  <Th class="max-sm:hidden">{t('screens.columns.player')}</Th>
                </Tr>
              </thead>
              <tbody>
                <For each={screens.items()} fallback={<SkeletonRows />}>
                  {(device) => <ScreenRow device={device} />}
                </For>
              </tbody>
            </Table>
            <MoreButton list={screens} />
          </Match>
        </Switch>
      </Card>
      <Suspense>
        <Show when={pairing()}>
          <PairDialog code={code()} onClose={() => setQuery({ code: null, pair: null }, { replace: true })} />
        </Show>
      </Suspense>
    </div>
  );
}

function ScreenRow(props: { device: Device }) {
  return (
    <Tr>
      <Td>
        <A
          href={`/screens/${props.device.id}`}
          class="font-medium wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
        >
          {props.device.name}
        </A>
      </Td>
      <Td>
        <DeviceStatus device={props.device} />
      </Td>
      <Td class="text-quiet max-sm:hidden">{resolutionOf(props.device) ?? '–'}</Td>
      <Td class="text-quiet max-sm:hidden">{props.device.info?.playerVersion ?? '–'}</Td>
    </Tr>
  );
}

function SkeletonRows() {
  return (
    <For each={[44, 32, 56]}>
      {(percent) => (
        <Tr>
          <Td>
            <Skeleton class={percent > 50 ? 'h-4 w-44' : percent > 40 ? 'h-4 w-32' : 'h-4 w-24'} />
          </Td>
          <Td>
            <Skeleton class="h-4 w-20" />
          </Td>
          <Td class="max-sm:hidden">
            <Skeleton class="h-4 w-24" />
          </Td>
          <Td class="max-sm:hidden">
            <Skeleton class="h-4 w-12" />
          </Td>
        </Tr>
      )}
    </For>
  );
}

function ScreenDrawing() {
  return (
    <svg
      width="148"
      height="104"
      viewBox="0 0 148 104"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      aria-hidden="true"
    >
      <rect x="17" y="9" width="114" height="68" rx="5" />
      <path d="M74 77v14M52 95h44M52 95l5-4h34l5 4" stroke-linecap="round" stroke-linejoin="round" />
      <rect x="93" y="16" width="31" height="22" rx="3" class="accent" stroke="currentColor" />
      <path d="M27 60h30M27 67h19" stroke-linecap="round" />
      <path d="M5 28v36M143 28v36" stroke-linecap="round" stroke-dasharray="1 6" />
    </svg>
  );
}
