import type { Device } from '@sitecast/api/screens/devices/schema';
import { formatBytes, formatExactTime, formatRelative, Skeleton } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { DeviceStatus, resolutionOf } from './DeviceStatus.tsx';

interface ScreenTableProps {
  /** Undefined while they are read. */
  devices: Device[] | undefined;
  /** Null for whoever may not do anything with them. */
  selection: { has: (id: string) => boolean; toggle: (ids: string[], on: boolean) => void } | null;
}

/** The screens with how they are and what they show. */
export function ScreenTable(props: ScreenTableProps) {
  const ids = () => props.devices?.map(({ id }) => id) ?? [];
  const chosen = () => ids().filter((id) => props.selection?.has(id)).length;
  return (
    <Table>
      <thead>
        <Tr>
          <Show when={props.selection}>
            {(selection) => (
              <Th class="w-10">
                <Checkbox
                  label={t('screens.selectAll')}
                  checked={chosen() > 0 && chosen() === ids().length}
                  partly={chosen() > 0 && chosen() < ids().length}
                  onChange={(on) => selection().toggle(ids(), on)}
                />
              </Th>
            )}
          </Show>
          <Th>{t('screens.columns.name')}</Th>
          <Th>{t('screens.columns.status')}</Th>
          <Th class="max-lg:hidden">{t('screens.columns.showing')}</Th>
          <Th class="max-lg:hidden">{t('screens.columns.screenshot')}</Th>
          <Th class="max-md:hidden">{t('screens.columns.player')}</Th>
          <Th class="max-md:hidden">{t('screens.columns.resolution')}</Th>
          <Th class="max-xl:hidden">{t('screens.columns.memory')}</Th>
        </Tr>
      </thead>
      <tbody>
        <For each={props.devices} fallback={<SkeletonRows selectable={props.selection !== null} />}>
          {(device) => <ScreenRow device={device} selection={props.selection} />}
        </For>
      </tbody>
    </Table>
  );
}

function ScreenRow(props: { device: Device; selection: ScreenTableProps['selection'] }) {
  const showing = () =>
    props.device.showing.map(({ title, uri }) => title ?? uri.replace(/^https?:\/\//, ''));
  const memory = () => props.device.info?.freeMemory;
  return (
    <Tr>
      <Show when={props.selection}>
        {(selection) => (
          <Td>
            <Checkbox
              label={t('screens.select', { name: props.device.name })}
              checked={selection().has(props.device.id)}
              onChange={(on) => selection().toggle([props.device.id], on)}
            />
          </Td>
        )}
      </Show>
      <Td>
        <A
          href={`/screens/${props.device.id}`}
          class="font-medium wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
        >
          {props.device.name}
        </A>
        <Show when={props.device.groups.length > 0}>
          <span class="block text-xs text-quiet wrap-anywhere">
            {props.device.groups.map(({ name }) => name).join(', ')}
          </span>
        </Show>
      </Td>
      <Td>
        <DeviceStatus device={props.device} />
      </Td>
      <Td class="max-w-56 text-quiet max-lg:hidden">
        <span class="block truncate" title={showing().join('\n')}>
          {showing()[0] ?? '–'}
        </span>
        <Show when={showing().length > 1}>
          <span class="block text-xs">+{showing().length - 1}</span>
        </Show>
      </Td>
      <Td class="text-quiet max-lg:hidden">
        <Show when={props.device.screenshotAt} fallback="–">
          {(at) => (
            <time datetime={at()} title={formatExactTime(at())}>
              {formatRelative(at())}
            </time>
          )}
        </Show>
      </Td>
      <Td class="whitespace-nowrap text-quiet max-md:hidden">
        {props.device.info?.playerVersion ?? '–'}
        <Show when={props.device.engine}>{(engine) => <span class="block text-xs">{engine()}</span>}</Show>
      </Td>
      <Td class="whitespace-nowrap text-quiet max-md:hidden">{resolutionOf(props.device) ?? '–'}</Td>
      <Td class="whitespace-nowrap text-quiet max-xl:hidden">
        {typeof memory() === 'number' ? formatBytes(memory() as number) : '–'}
      </Td>
    </Tr>
  );
}

function SkeletonRows(props: { selectable: boolean }) {
  return (
    <For each={['w-44', 'w-24', 'w-32']}>
      {(width) => (
        <Tr>
          <Show when={props.selectable}>
            <Td>
              <Skeleton class="size-4.5" />
            </Td>
          </Show>
          <Td>
            <Skeleton class={`h-4 ${width}`} />
          </Td>
          <Td>
            <Skeleton class="h-4 w-20" />
          </Td>
          <For each={['max-lg:hidden', 'max-lg:hidden', 'max-md:hidden', 'max-md:hidden', 'max-xl:hidden']}>
            {(hidden) => (
              <Td class={hidden}>
                <Skeleton class="h-4 w-16" />
              </Td>
            )}
          </For>
        </Tr>
      )}
    </For>
  );
}
