import type { PersonalToken } from '@sitecast/api/people/personal-tokens/schema';
import { t } from '../../i18n/tokens.ts';
import type { Secret } from '../../ui/SecretDialog.tsx';

/** What personal and API tokens have in common. */
export type AnyToken = Pick<
  PersonalToken,
  'id' | 'name' | 'status' | 'expiresAt' | 'replacedById' | 'lastUsedAt' | 'lastUsedIp'
>;

/** A new token, with the secret that only this answer contains. */
export type Minted = Pick<PersonalToken, 'name'> & { token: string };

/**
 * A new token as `SecretDialog` shows it.
 *
 * @param warning says what the token named so allows its holder
 */
export function tokenSecret(
  minted: Minted | undefined,
  warning: (name: string) => string,
): Secret | undefined {
  return (
    minted && {
      title: t('tokens.secretTitle'),
      label: t('tokens.secretLabel'),
      value: minted.token,
      warning: warning(minted.name),
      done: t('tokens.done'),
    }
  );
}
