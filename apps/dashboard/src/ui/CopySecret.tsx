import { Button } from '@sitecast/ui';
import { createSignal, createUniqueId, onMount } from 'solid-js';
import { t } from '../i18n/i18n.ts';
import { labelClass } from './Field.tsx';
import { Check, Copy, TriangleAlert } from './icons.ts';

/** A secret that is shown only once, with a warning and a button that copies it. */
export function CopySecret(props: { label: string; secret: string; warning: string }) {
  const [copied, setCopied] = createSignal(false);
  const id = createUniqueId();
  let field!: HTMLInputElement;
  onMount(() => field.focus());
  const copy = async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(props.secret);
      setCopied(true);
    } catch {
      // Without https there is no clipboard; the text stays selected for Ctrl-C.
      field.focus();
    }
  };
  return (
    <div class="flex flex-col gap-3">
      <p class="flex gap-2.5 rounded-control bg-ask-soft px-3 py-2.5 text-sm text-ask">
        <TriangleAlert class="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        <span class="wrap-anywhere">{props.warning}</span>
      </p>
      <div class="flex flex-col gap-1.5">
        <label for={id} class={labelClass}>
          {props.label}
        </label>
        <input
          id={id}
          ref={field}
          readonly
          value={props.secret}
          class="h-10 w-full min-w-0 rounded-control border border-line-strong bg-sunken px-3 font-mono text-sm"
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button variant="primary" onClick={() => void copy()}>
          {copied() ? (
            <Check class="size-4" aria-hidden="true" />
          ) : (
            <Copy class="size-4" aria-hidden="true" />
          )}
          <span aria-live="polite">{copied() ? t('common.copied') : t('common.copy')}</span>
        </Button>
      </div>
    </div>
  );
}
