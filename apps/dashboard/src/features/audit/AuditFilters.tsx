import { Button, cx } from '@sitecast/ui';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { t } from '../../i18n/audit.ts';
import { Field } from '../../ui/Field.tsx';
import { ChevronDown } from '../../ui/icons.ts';
import { type AuditQuery, isAction } from './filter.ts';

interface AuditFiltersProps {
  query: AuditQuery;
  onChange: (changed: Partial<AuditQuery>) => void;
  /** Undefined without filters. */
  onClear: (() => void) | undefined;
}

/** The filters of the log; on phones in a disclosure, so that the log stays in sight. */
export function AuditFilters(props: AuditFiltersProps) {
  const [open, setOpen] = createSignal(props.onClear !== undefined);
  const id = createUniqueId();
  const field = (name: keyof AuditQuery) => ({
    get value() {
      return props.query[name];
    },
    onChange: (value: string) => props.onChange({ [name]: value }),
    label: t(`audit.${name}`),
  });
  return (
    <search class="border-b border-line px-5 py-4 max-sm:py-2" aria-label={t('audit.filters')}>
      <Button
        size="sm"
        variant="ghost"
        class="-mx-2.5 sm:hidden"
        aria-expanded={open()}
        aria-controls={id}
        onClick={() => setOpen(!open())}
      >
        {t('audit.filters')}
        <ChevronDown class={cx('size-4 transition-transform', open() && 'rotate-180')} aria-hidden="true" />
      </Button>
      <div
        id={id}
        class={cx(
          'grid grid-cols-2 items-start gap-3 max-sm:py-2 lg:grid-cols-[1fr_1fr_1fr_9rem_9rem]',
          !open() && 'max-sm:hidden',
        )}
      >
        <Field class="max-lg:col-span-2" {...field('actor')} input={{ maxlength: 254, spellcheck: false }} />
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
        <Field {...field('from')} input={{ type: 'date' }} />
        <Field {...field('to')} input={{ type: 'date' }} />
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
      </div>
    </search>
  );
}
