import { formatExactTime, formatRelative, Status } from '@sitecast/ui';
import { Match, Switch } from 'solid-js';
import { t } from '../../i18n/tokens.ts';
import { Ban, CircleCheck, Clock, Hourglass, RefreshCw } from '../../ui/icons.ts';
import type { AnyToken } from './token.ts';

const SOON_MS = 7 * 86_400_000;

/** It still works, ends within a week, and nothing has taken its place. */
export function isExpiring({ status, expiresAt, replacedById }: AnyToken): boolean {
  if (status !== 'active' || expiresAt === null || replacedById !== null) return false;
  return Date.parse(expiresAt) - Date.now() < SOON_MS;
}

/** Whether it works, and when that ends soon. */
export function TokenStatus(props: { token: AnyToken; class?: string }) {
  const end = () => (props.token.status === 'active' ? props.token.expiresAt : null);
  return (
    <Switch
      fallback={
        <Status tone="good" icon={CircleCheck} class={props.class}>
          {t('tokens.status.active')}
        </Status>
      }
    >
      <Match when={props.token.status === 'revoked'}>
        <Status tone="quiet" icon={Ban} class={props.class}>
          {t('tokens.status.revoked')}
        </Status>
      </Match>
      <Match when={props.token.status === 'expired'}>
        <Status tone="quiet" icon={Clock} class={props.class}>
          {t('tokens.status.expired')}
        </Status>
      </Match>
      <Match when={props.token.replacedById !== null && end()}>
        {(at) => (
          <Status tone="quiet" icon={RefreshCw} hint={formatExactTime(at())} class={props.class}>
            {t('tokens.replaced', { when: formatRelative(at()) })}
          </Status>
        )}
      </Match>
      <Match when={isExpiring(props.token) && end()}>
        {(at) => (
          <Status tone="ask" icon={Hourglass} hint={formatExactTime(at())} class={props.class}>
            {t('tokens.expiresSoon', { when: formatRelative(at()) })}
          </Status>
        )}
      </Match>
    </Switch>
  );
}
