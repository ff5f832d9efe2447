import type { AuditEntry } from '@sitecast/api/people/audit-log/schema';
import { cx } from '@sitecast/ui';
import { For, type JSX, Show } from 'solid-js';
import { t } from '../../i18n/audit.ts';
import type { AuditQuery } from './filter.ts';

interface CellProps {
  entry: AuditEntry;
  onFilter: (changed: Partial<AuditQuery>) => void;
}

/** The action; on phones also who did it. */
export function AuditAction(props: CellProps) {
  return (
    <>
      <FilterButton
        class="font-mono text-sm max-sm:text-xs"
        onClick={() => props.onFilter({ action: props.entry.action })}
      >
        {/* Breaks a long name at its dots and underscores. */}
        <For each={props.entry.action.split(/(?<=[._])/)}>
          {(part) => (
            <>
              {part}
              <wbr />
            </>
          )}
        </For>
      </FilterButton>
      <span class="block text-xs text-quiet wrap-anywhere sm:hidden">{props.entry.actor.label}</span>
    </>
  );
}

export function AuditActor(props: CellProps) {
  return (
    <>
      <FilterButton class="wrap-anywhere" onClick={() => props.onFilter({ actor: props.entry.actor.label })}>
        {props.entry.actor.label}
      </FilterButton>
      <Show when={props.entry.actor.kind !== 'user'}>
        <span class="block text-xs text-quiet">{t(`audit.actors.${props.entry.actor.kind}`)}</span>
      </Show>
    </>
  );
}

export function AuditResource(props: CellProps) {
  const name = () => resourceName(props.entry);
  return (
    <FilterButton
      class="text-sm text-quiet"
      title={name()}
      onClick={() => props.onFilter({ resource: name() })}
    >
      {props.entry.resource.kind}
      <Show when={props.entry.resource.id}>{(id) => <span class="font-mono"> {id().slice(-8)}</span>}</Show>
    </FilterButton>
  );
}

/** Filters the log by the value that it shows. */
function FilterButton(props: { class: string; title?: string; onClick: () => void; children: JSX.Element }) {
  return (
    <button
      type="button"
      class={cx('text-left underline-offset-4 hover:text-accent-ink hover:underline', props.class)}
      title={props.title}
      onClick={() => props.onClick()}
    >
      {props.children}
    </button>
  );
}

/** The full names and ids of an entry, and what it changed. */
export function AuditDetails(props: { entry: AuditEntry }) {
  const lines = () => {
    const { actor, ip, details } = props.entry;
    return [
      [t('audit.columns.actor'), actor.id === null ? actor.label : `${actor.label} (${actor.id})`],
      [t('audit.columns.resource'), resourceName(props.entry)],
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

function resourceName({ resource: { kind, id } }: AuditEntry): string {
  return id === null ? kind : `${kind} ${id}`;
}
