import { type ClientProblem, toClientProblem } from '@sitecast/client';
import { language } from '@sitecast/ui';
import { en } from '../i18n/en.ts';
import { t } from '../i18n/i18n.ts';
import { notify } from '../ui/Toasts.tsx';

type KnownCode = Exclude<keyof typeof en.problems, 'title' | 'waitSeconds'>;

/** What to tell the person of a failure, in his language as far as the code is known. */
export function problemText({ code, message, retryAfter }: ClientProblem): string {
  if (code === 'TOO_MANY_REQUESTS' && retryAfter !== undefined) return t('problems.waitSeconds', retryAfter);
  // The server's own words are more exact, and English.
  if (language() === 'en' && (code === 'FORBIDDEN' || code === 'WEAK_PASSWORD')) return message;
  return isKnown(code) ? t(`problems.${code}`) : message;
}

/** A failure as a notice that stays until it is read. */
export function notifyProblem(error: unknown): void {
  notify({ tone: 'act', title: t('problems.title'), detail: problemText(toClientProblem(error)) });
}

function isKnown(code: string): code is KnownCode {
  return code !== 'title' && code !== 'waitSeconds' && Object.hasOwn(en.problems, code);
}
