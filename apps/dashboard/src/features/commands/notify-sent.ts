import type { CommandResult } from '@sitecast/api/screens/commands/schema';
import type { CommandType } from '@sitecast/protocol/messages';
import { t } from '../../i18n/screen.ts';
import { notify } from '../../ui/Toasts.tsx';

/**
 * Reports which screens a command was sent to; what they answer follows live.
 *
 * @param name of a single screen; null for several
 */
export function notifySent(type: CommandType, result: CommandResult, name: string | null): void {
  const { sent, offline, queued, total, results } = result;
  const what = t(`commands.types.${type}`);
  const [only] = results;
  if (name !== null && only) {
    const isOffline = only.status === 'offline';
    notify({ tone: isOffline ? 'ask' : 'good', title: t(`commands.${only.status}`, { what, name }) });
    return;
  }
  if (total === 0) {
    notify({ tone: 'ask', title: t('commands.emptyGroup') });
    return;
  }
  const details = [
    offline > 0 ? t('commands.missed', { count: offline }) : '',
    queued > 0 ? t('commands.later', { count: queued }) : '',
  ].filter(Boolean);
  notify({
    tone: offline > 0 ? 'ask' : 'good',
    title: t('commands.sentMany', { what, sent, total }),
    detail: details.length > 0 ? details.join(' ') : undefined,
  });
}
