import { Combobox } from '@kobalte/core/combobox';
import { cx } from '@sitecast/ui';
import { createMemo, createSignal } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { controlClass, errorClass, labelClass } from '../../ui/Field.tsx';
import { floatingClass } from '../../ui/floating.ts';
import { Check, ChevronDown } from '../../ui/icons.ts';
import { zoneLabel } from '../../ui/zone.ts';

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
/** How many options are listed; typing narrows them. */
const SHOWN = 40;

interface TimezoneFieldProps {
  value: string;
  onChange: (timezone: string) => void;
  error?: string;
}

/** An IANA time zone, found by typing any part of its name. */
export function TimezoneField(props: TimezoneFieldProps) {
  const [typed, setTyped] = createSignal('');
  const words = createMemo(() =>
    typed() === props.value
      ? []
      : typed()
          .toLowerCase()
          .split(/[\s/_]+/),
  );
  const matches = createMemo(() => {
    const found = zones.filter((zone) => words().every((word) => zone.toLowerCase().includes(word)));
    const start = Math.max(0, found.indexOf(props.value) - 3);
    const some = found.slice(start, start + SHOWN);
    // The combobox needs its value among the options, even if it does not match.
    return some.includes(props.value) ? some : [...some, props.value];
  });
  return (
    <Combobox<string>
      class="flex min-w-0 flex-col gap-1.5"
      options={matches()}
      value={props.value}
      onChange={(zone) => zone && props.onChange(zone)}
      onInputChange={setTyped}
      defaultFilter={() => true}
      optionTextValue={zoneLabel}
      optionLabel={zoneLabel}
      validationState={props.error ? 'invalid' : undefined}
      triggerMode="focus"
      disallowEmptySelection
      gutter={4}
      sameWidth
      itemComponent={(item) => (
        <Combobox.Item
          item={item.item}
          class="flex h-8 items-center justify-between gap-3 rounded-[5px] px-2.5 text-base outline-none data-[highlighted]:bg-sunken"
        >
          <Combobox.ItemLabel class="truncate">{zoneLabel(item.item.rawValue)}</Combobox.ItemLabel>
          <Combobox.ItemIndicator>
            <Check class="size-4 text-accent-ink" aria-hidden="true" />
          </Combobox.ItemIndicator>
        </Combobox.Item>
      )}
    >
      <Combobox.Label class={labelClass}>{t('common.timezone')}</Combobox.Label>
      <Combobox.Control class="relative">
        <Combobox.Input class={cx(controlClass, 'pr-10')} spellcheck={false} />
        <Combobox.Trigger
          class="absolute inset-y-0 right-0 flex w-9 items-center justify-center text-quiet"
          aria-label={t('common.timezone')}
        >
          <ChevronDown class="size-4" aria-hidden="true" />
        </Combobox.Trigger>
      </Combobox.Control>
      <Combobox.ErrorMessage class={errorClass}>{props.error}</Combobox.ErrorMessage>
      <Combobox.Portal>
        <Combobox.Content class={floatingClass}>
          <Combobox.Listbox class="max-h-72 overflow-y-auto outline-none" />
        </Combobox.Content>
      </Combobox.Portal>
    </Combobox>
  );
}
