import { type ClientProblem, toClientProblem } from '@sitecast/client';
import { language } from '@sitecast/ui';
import { t } from '../i18n/i18n.ts';
import { notify } from '../ui/Toasts.tsx';

/** The error codes that have a text of their own in `problems`. */
const knownCodes = [
  'UNREACHABLE',
  'UNAUTHENTICATED',
  'INVALID_CREDENTIALS',
  'FORBIDDEN',
  'NOT_FOUND',
  'VALIDATION',
  'WEAK_PASSWORD',
  'PASSWORD_CHANGE_REQUIRED',
  'NAME_TAKEN',
  'LAST_ADMIN',
  'TOO_MANY_REQUESTS',
  'INTERNAL',
] as const;

/** What to tell the person of a failure, in their language as far as the code is known. */
export function problemText({ code, message, retryAfter }: ClientProblem): string {
  if (code === 'TOO_MANY_REQUESTS' && retryAfter !== undefined)
    return t('problems.waitSeconds', { seconds: retryAfter });
  // The server's own words are more exact, and English.
  if (language() === 'en' && (code === 'FORBIDDEN' || code === 'WEAK_PASSWORD')) return message;
  const known = knownCodes.find((one) => one === code);
  return known ? t(`problems.${known}`) : message;
}

/** A failure as a notice that stays until it is read. */
export function notifyProblem(error: unknown): void {
  notify({ tone: 'act', title: t('problems.title'), detail: problemText(toClientProblem(error)) });
}
