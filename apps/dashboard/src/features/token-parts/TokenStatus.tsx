import { formatExactTime, formatRelative, Status } from '@sitecast/ui';
import { t } from '../../i18n/tokens.ts';
import { Ban, CircleCheck, Clock, Hourglass, RefreshCw } from '../../ui/icons.ts';
import type { AnyToken } from './token.ts';

const SOON_MS = 7 * 86_400_000;

const looks = {
  active: { tone: 'good', icon: CircleCheck },
  revoked: { tone: 'quiet', icon: Ban },
  expired: { tone: 'quiet', icon: Clock },
  replaced: { tone: 'quiet', icon: RefreshCw },
  expiresSoon: { tone: 'ask', icon: Hourglass },
} as const;

/** It still works, ends within a week, and no other token replaces it. */
export function isExpiring({ status, expiresAt, replacedById }: AnyToken): boolean {
  if (status !== 'active' || expiresAt === null || replacedById !== null) return false;
  return Date.parse(expiresAt) - Date.now() < SOON_MS;
}

/** Whether a token works, and the end if it is near. */
export function TokenStatus(props: { token: AnyToken; class?: string }) {
  const state = () => {
    const { status, expiresAt, replacedById } = props.token;
    if (status !== 'active' || expiresAt === null)
      return { look: looks[status], text: t(`tokens.status.${status}`) };
    const hint = formatExactTime(expiresAt);
    const when = formatRelative(expiresAt);
    if (replacedById !== null) return { look: looks.replaced, text: t('tokens.replaced', { when }), hint };
    if (isExpiring(props.token))
      return { look: looks.expiresSoon, text: t('tokens.expiresSoon', { when }), hint };
    return { look: looks.active, text: t('tokens.status.active') };
  };
  return (
    <Status {...state().look} hint={state().hint} class={props.class}>
      {state().text}
    </Status>
  );
}
