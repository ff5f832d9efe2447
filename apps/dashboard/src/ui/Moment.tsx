import { formatExactTime } from '@sitecast/ui';
import { type JSX, Show } from 'solid-js';
import { t } from '../i18n/i18n.ts';

interface MomentProps {
  /** ISO 8601; null shows the fallback. */
  at: string | null;
  /** How it is shown, such as `formatRelative`; the exact time is the tooltip. */
  format: (iso: string) => string;
  /** “Never” without it. */
  fallback?: JSX.Element;
}

/** A time, or the lack of one. */
export function Moment(props: MomentProps) {
  return (
    <Show when={props.at} fallback={props.fallback ?? t('common.never')}>
      {(at) => (
        <time datetime={at()} title={formatExactTime(at())}>
          {props.format(at())}
        </time>
      )}
    </Show>
  );
}
