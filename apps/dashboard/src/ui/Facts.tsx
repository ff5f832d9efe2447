import { children, type JSX, Show } from 'solid-js';
import { t } from '../i18n/i18n.ts';

/** Details as a list of labels and values. */
export function Facts(props: { children: JSX.Element }) {
  return <dl class="flex flex-col gap-2.5 px-5 py-4">{props.children}</dl>;
}

interface FactProps {
  label: string;
  /** Without it the value is unknown. */
  children: JSX.Element;
  hint?: string;
}

export function Fact(props: FactProps) {
  const value = children(() => props.children);
  return (
    <div class="flex justify-between gap-4" title={props.hint}>
      <dt class="shrink-0 text-quiet">{props.label}</dt>
      <dd class="min-w-0 text-right wrap-anywhere tabular-nums">
        <Show when={value()} fallback={<span class="text-quiet">{t('common.unknown')}</span>}>
          {value()}
        </Show>
      </dd>
    </div>
  );
}
