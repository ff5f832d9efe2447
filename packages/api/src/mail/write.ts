import type { Context } from '../core/context.ts';
import type { Language } from '../core/language.ts';
import type { Mail } from '../core/ports.ts';
import { type MailTexts, mailTexts } from './texts.ts';

type Written = Pick<Mail, 'subject' | 'text'>;
type Place = Pick<Context, 'baseUrl' | 'language'>;

/** The mails that bring a link, and what each says in the end. */
const endings = {
  login: ({ notAsked }) => notAsked,
  ownReset: ({ notAsked }) => notAsked,
  adminReset: ({ oldPassword }) => oldPassword,
  invitation: () => null,
} satisfies Record<string, (texts: MailTexts) => string | null>;

/** A mail with a link that works once, in the language of whoever had it sent. */
export function writeLink(
  { baseUrl, language }: Place,
  what: keyof typeof endings,
  { url, expiresAt }: { url: string; expiresAt: Date },
): Written {
  const texts = mailTexts[language];
  const { subject, lead } = texts[what];
  const last = [texts.once(formatTime(expiresAt, language)), endings[what](texts)];
  return { subject, text: [lead(baseUrl), url, last.filter(Boolean).join(' ')].join('\n\n') };
}

/** Tells a user that he is a member of a workspace now. */
export function writeMembership({ baseUrl, language }: Place, workspace: string): Written {
  const { subject, lead } = mailTexts[language].membership;
  const name = inOneLine(workspace);
  return { subject: subject(name), text: `${lead(name)}\n\n${baseUrl}/login` };
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
