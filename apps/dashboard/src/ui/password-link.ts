import { formatMoment } from '@sitecast/ui';
import { t } from '../i18n/people.ts';
import type { Secret } from './SecretDialog.tsx';

interface PasswordLink {
  title: string;
  url: string;
  /** Whom it is for. */
  email: string;
  /** Whether it was mailed to that address. */
  sent: boolean;
  /** ISO 8601. */
  expiresAt?: string;
}

/** A link with which someone sets their password, as `SecretDialog` shows it. */
export function passwordLinkSecret({ title, url, email, sent, expiresAt }: PasswordLink): Secret {
  return {
    title,
    label: t('links.label'),
    value: url,
    warning: t(sent ? 'links.sent' : 'links.toHand', { email }),
    note: expiresAt && t('links.until', { date: formatMoment(expiresAt) }),
    done: t('links.done'),
  };
}
