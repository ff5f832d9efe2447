import { Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { type AuditQuery, isAction } from './filter.ts';

interface AuditFiltersProps {
  query: AuditQuery;
  onChange: (changed: Partial<AuditQuery>) => void;
  /** Undefined while nothing is filtered. */
  onClear: (() => void) | undefined;
}

export function AuditFilters(props: AuditFiltersProps) {
  return (
    <search
      class="grid grid-cols-2 items-start gap-3 border-b border-line px-5 py-4 lg:grid-cols-[1fr_1fr_1fr_9rem_9rem]"
      aria-label={t('audit.filters')}
    >
      <Field
        class="max-lg:col-span-2"
        label={t('audit.actor')}
        value={props.query.actor}
        onChange={(actor) => props.onChange({ actor })}
        input={{ maxlength: 254, spellcheck: false }}
      />
      <Field
        class="max-sm:col-span-2"
        label={t('audit.action')}
        hint={t('audit.actionHint')}
        value={props.query.action}
        onChange={(action) => props.onChange({ action })}
        error={isAction(props.query.action) ? undefined : t('fields.invalid')}
        input={{ maxlength: 101, spellcheck: false }}
      />
      <Field
        class="max-sm:col-span-2"
        label={t('audit.resource')}
        hint={t('audit.resourceHint')}
        value={props.query.resource}
        onChange={(resource) => props.onChange({ resource })}
        input={{ maxlength: 151, spellcheck: false }}
      />
      <Field
        label={t('audit.from')}
        value={props.query.from}
        onChange={(from) => props.onChange({ from })}
        input={{ type: 'date' }}
      />
      <Field
        label={t('audit.to')}
        value={props.query.to}
        onChange={(to) => props.onChange({ to })}
        input={{ type: 'date' }}
      />
      <Show when={props.onClear}>
        {(clear) => (
          <Button
            size="sm"
            variant="ghost"
            class="col-span-full justify-self-start"
            onClick={() => clear()()}
          >
            {t('audit.clear')}
          </Button>
        )}
      </Show>
    </search>
  );
}
