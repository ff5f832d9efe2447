import { formatExactTime, formatRelative } from '@sitecast/ui';
import { Show } from 'solid-js';
import { t } from '../../i18n/tokens.ts';
import type { AnyToken } from './token.ts';

/** A time that may not be: never used, never expires. */
export function Moment(props: { at: string | null; format: (iso: string) => string }) {
  return (
    <Show when={props.at} fallback={t('common.never')}>
      {(at) => (
        <time datetime={at()} title={formatExactTime(at())}>
          {props.format(at())}
        </time>
      )}
    </Show>
  );
}

/** When a token was last used, and from where. */
export function LastUsed(props: { token: Pick<AnyToken, 'lastUsedAt' | 'lastUsedIp'> }) {
  return (
    <>
      <Moment at={props.token.lastUsedAt} format={formatRelative} />
      <Show when={props.token.lastUsedIp}>
        {(address) => (
          <span class="block text-xs text-quiet">{t('tokens.from', { address: address() })}</span>
        )}
      </Show>
    </>
  );
}
