import { RadioGroup } from '@kobalte/core/radio-group';
import type { MintableScope } from '@sitecast/api/tokens/schema';
import { For } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { labelClass } from '../../ui/Field.tsx';

interface ScopeFieldProps {
  scopes: readonly MintableScope[];
  value: MintableScope;
  onChange: (scope: MintableScope) => void;
}

/** What a token may do, each choice with the sentence that says it. */
export function ScopeField(props: ScopeFieldProps) {
  return (
    <RadioGroup
      class="flex flex-col gap-1.5"
      value={props.value}
      onChange={(scope) => props.onChange(scope as MintableScope)}
    >
      <RadioGroup.Label class={labelClass}>{t('tokens.scope')}</RadioGroup.Label>
      <div class="flex flex-col divide-y divide-line rounded-control border border-line-strong">
        <For each={props.scopes}>
          {(scope) => (
            <RadioGroup.Item
              value={scope}
              class="relative flex gap-3 px-3 py-2.5 data-[checked]:bg-accent-soft/60"
            >
              <RadioGroup.ItemInput class="peer" />
              <RadioGroup.ItemControl class="mt-1 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent data-[checked]:border-accent data-[checked]:bg-accent">
                <RadioGroup.ItemIndicator class="size-1.5 rounded-full bg-on-accent" />
              </RadioGroup.ItemControl>
              <div class="flex min-w-0 flex-col">
                <RadioGroup.ItemLabel class="cursor-pointer font-medium after:absolute after:inset-0">
                  {t(`tokens.scopes.${scope}`)}
                </RadioGroup.ItemLabel>
                <RadioGroup.ItemDescription class="text-sm text-quiet">
                  {t(`tokens.may.${scope}`)}
                </RadioGroup.ItemDescription>
              </div>
            </RadioGroup.Item>
          )}
        </For>
      </div>
    </RadioGroup>
  );
}
