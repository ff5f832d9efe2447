import type { Device } from '@sitecast/api/screens/devices/schema';
import { formatRelative } from '@sitecast/ui';
import { Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import type { Column } from '../../ui/List.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { NameLink } from '../../ui/NameLink.tsx';
import { DeviceStatus, freeMemoryOf, resolutionOf } from './DeviceStatus.tsx';
import type { Selection } from './selection.ts';

const quiet = 'whitespace-nowrap text-quiet';

/** The checkboxes that select screens, and all listed screens in the head. */
export function selectionColumn(selection: Selection): Column<Device> {
  return {
    title: t('screens.columns.select'),
    head: (
      <Checkbox
        label={t('screens.selectAll')}
        checked={selection.isAll()}
        partly={selection.selected().length > 0 && !selection.isAll()}
        onChange={selection.toggleAll}
      />
    ),
    cell: (device) => (
      <Checkbox
        label={t('screens.select', { name: device.name })}
        checked={selection.has(device.id)}
        onChange={(on) => selection.toggle([device.id], on)}
      />
    ),
    class: 'w-10',
    skeleton: 'w-4.5',
  };
}

/** A screen's name, status, content and technical details. */
export function screenColumns(): Column<Device>[] {
  return [
    { title: t('screens.columns.name'), cell: (device) => <Name device={device} />, skeleton: 'w-36' },
    { title: t('screens.columns.status'), cell: (device) => <DeviceStatus device={device} /> },
    {
      title: t('screens.columns.showing'),
      cell: (device) => <Showing device={device} />,
      class: 'max-w-56 text-quiet',
      from: 'lg',
    },
    {
      title: t('screens.columns.screenshot'),
      cell: (device) => <Moment at={device.screenshotAt} format={formatRelative} fallback="–" />,
      class: 'text-quiet',
      from: 'lg',
    },
    {
      title: t('screens.columns.player'),
      cell: (device) => (
        <>
          {device.info?.playerVersion ?? '–'}
          <Show when={device.engine}>{(engine) => <span class="block text-xs">{engine()}</span>}</Show>
        </>
      ),
      class: quiet,
      from: 'md',
    },
    {
      title: t('screens.columns.resolution'),
      cell: (device) => resolutionOf(device) ?? '–',
      class: quiet,
      from: 'md',
    },
    {
      title: t('screens.columns.memory'),
      cell: (device) => freeMemoryOf(device) ?? '–',
      class: quiet,
      from: 'xl',
    },
  ];
}

function Name(props: { device: Device }) {
  return (
    <>
      <NameLink href={`/screens/${props.device.id}`}>{props.device.name}</NameLink>
      <Show when={props.device.groups.length > 0}>
        <span class="block text-xs text-quiet wrap-anywhere">
          {props.device.groups.map(({ name }) => name).join(', ')}
        </span>
      </Show>
    </>
  );
}

function Showing(props: { device: Device }) {
  const overlays = () =>
    props.device.showing.map(({ title, uri }) => title ?? uri.replace(/^https?:\/\//, ''));
  return (
    <>
      <span class="block truncate" title={overlays().join('\n')}>
        {overlays()[0] ?? '–'}
      </span>
      <Show when={overlays().length > 1}>
        <span class="block text-xs">+{overlays().length - 1}</span>
      </Show>
    </>
  );
}
