import type { AuditEntry } from '@sitecast/api/people/audit-log/schema';
import { cx, formatExactTime, formatMoment, IconButton } from '@sitecast/ui';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { t } from '../../i18n/audit.ts';
import { ChevronDown } from '../../ui/icons.ts';
import { Td, Tr } from '../../ui/Table.tsx';
import type { AuditQuery } from './filter.ts';

interface AuditRowProps {
  event: AuditEntry;
  /** Shows only what is like the thing that was pressed. */
  onFilter: (changed: Partial<AuditQuery>) => void;
}

const pressClass = 'text-left underline-offset-4 hover:text-accent-ink hover:underline';

/** One event, with what it changed folded in under it. */
export function AuditRow(props: AuditRowProps) {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  const resource = () => {
    const { kind, id } = props.event.resource;
    return id === null ? kind : `${kind} ${id}`;
  };
  return (
    <>
      <Tr>
        <Td class="text-quiet max-sm:text-sm sm:whitespace-nowrap">
          <time datetime={props.event.at} title={formatExactTime(props.event.at)}>
            {formatMoment(props.event.at)}
          </time>
        </Td>
        <Td>
          <button
            type="button"
            class={cx(pressClass, 'font-mono text-sm max-sm:text-xs')}
            onClick={() => props.onFilter({ action: props.event.action })}
          >
            <For each={props.event.action.split(/(?<=[._])/)}>
              {(part) => (
                <>
                  {part}
                  <wbr />
                </>
              )}
            </For>
          </button>
          <span class="block text-xs text-quiet wrap-anywhere sm:hidden">{props.event.actor.label}</span>
        </Td>
        <Td class="max-sm:hidden">
          <button
            type="button"
            class={cx(pressClass, 'wrap-anywhere')}
            onClick={() => props.onFilter({ actor: props.event.actor.label })}
          >
            {props.event.actor.label}
          </button>
          <Show when={props.event.actor.kind !== 'user'}>
            <span class="block text-xs text-quiet">{t(`audit.actors.${props.event.actor.kind}`)}</span>
          </Show>
        </Td>
        <Td class="max-md:hidden">
          <button
            type="button"
            class={cx(pressClass, 'text-sm text-quiet')}
            title={resource()}
            onClick={() => props.onFilter({ resource: resource() })}
          >
            {props.event.resource.kind}
            <Show when={props.event.resource.id}>
              {(shown) => <span class="font-mono"> {shown().slice(-8)}</span>}
            </Show>
          </button>
        </Td>
        <Td class="text-sm text-quiet max-lg:hidden">{props.event.ip ?? '–'}</Td>
        <Td class="text-right">
          <IconButton
            label={t('audit.details')}
            aria-expanded={open()}
            aria-controls={id}
            onClick={() => setOpen(!open())}
          >
            <ChevronDown
              class={cx('size-4 transition-transform', open() && 'rotate-180')}
              aria-hidden="true"
            />
          </IconButton>
        </Td>
      </Tr>
      <Show when={open()}>
        <tr id={id} class="border-b border-line bg-sunken/50 last:border-b-0">
          <td colspan="6" class="px-5 py-3">
            <Details event={props.event} resource={resource()} />
          </td>
        </tr>
      </Show>
    </>
  );
}

function Details(props: { event: AuditEntry; resource: string }) {
  const lines = () => {
    const { actor, ip, details } = props.event;
    return [
      [t('audit.columns.actor'), actor.id === null ? actor.label : `${actor.label} (${actor.id})`],
      [t('audit.columns.resource'), props.resource],
      [t('audit.columns.address'), ip ?? '–'],
      ...Object.entries(details ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ];
  };
  return (
    <dl class="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      <For each={lines()}>
        {([name, value]) => (
          <>
            <dt class="text-quiet">{name}</dt>
            <dd class="font-mono wrap-anywhere">{value}</dd>
          </>
        )}
      </For>
    </dl>
  );
}
