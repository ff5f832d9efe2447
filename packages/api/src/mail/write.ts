import { type Language, translateIn } from '@sitecast/i18n';
import mail from '@sitecast/i18n/mail/all';
import type { Context } from '../core/context.ts';
import type { Mail } from '../core/ports.ts';

type Written = Pick<Mail, 'subject' | 'text'>;
type Place = Pick<Context, 'baseUrl' | 'language'>;

/** The mails with a link, and the closing sentence of each. */
const endings = {
  login: 'mail.notAsked',
  ownReset: 'mail.notAsked',
  adminReset: 'mail.oldPassword',
  invitation: null,
} as const;

/** A mail with a link that works once, in the language of whoever had it sent. */
export function writeLink(
  { baseUrl, language }: Place,
  what: keyof typeof endings,
  { url, expiresAt }: { url: string; expiresAt: Date },
): Written {
  const t = translateIn(mail, language);
  const once = t('mail.once', { until: formatTime(expiresAt, language) });
  const ending = endings[what];
  const text = [t(`mail.${what}.lead`, { site: baseUrl }), url, ending ? `${once} ${t(ending)}` : once];
  return { subject: t(`mail.${what}.subject`), text: text.join('\n\n') };
}

/** Tells a user that they are a member of a workspace now. */
export function writeMembership({ baseUrl, language }: Place, workspace: string): Written {
  const t = translateIn(mail, language);
  const named = { workspace: inOneLine(workspace) };
  return {
    subject: t('mail.membership.subject', named),
    text: `${t('mail.membership.lead', named)}\n\n${baseUrl}/login`,
  };
}

/** A name is one line, however it was typed: it must not write lines of its own into a mail. */
export function inOneLine(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ');
}

/** Where the reader is, nobody knows: the zone is named. */
function formatTime(time: Date, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${format.format(time)} UTC`;
}
