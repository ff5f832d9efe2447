import { formatRelative } from '@sitecast/ui';
import { Show } from 'solid-js';
import { t } from '../../i18n/tokens.ts';
import { Moment } from '../../ui/Moment.tsx';
import type { AnyToken } from './token.ts';

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
