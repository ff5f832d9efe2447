import { type ClientProblem, toClientProblem } from '@sitecast/client';
import { language } from '@sitecast/ui';
import { t } from '../i18n/i18n.ts';
import { notify } from '../ui/Toasts.tsx';

/** The error codes with a text in `problems`. */
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

/** The text of an error for the person, in their language if its code is known. */
export function problemText({ code, message, retryAfter }: ClientProblem): string {
  if (code === 'TOO_MANY_REQUESTS' && retryAfter !== undefined)
    return t('problems.waitSeconds', { seconds: retryAfter });
  // The server's message is more specific, but always English.
  if (language() === 'en' && (code === 'FORBIDDEN' || code === 'WEAK_PASSWORD')) return message;
  const known = knownCodes.find((one) => one === code);
  return known ? t(`problems.${known}`) : message;
}

/** Shows an error as a toast that stays until it is closed. */
export function notifyProblem(error: unknown): void {
  notify({ tone: 'act', title: t('problems.title'), detail: problemText(toClientProblem(error)) });
}
