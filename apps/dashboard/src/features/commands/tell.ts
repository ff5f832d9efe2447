import type { CommandResult } from '@sitecast/api/screens/commands/schema';
import type { CommandType } from '@sitecast/protocol/messages';
import { t } from '../../i18n/screen.ts';
import { notify } from '../../ui/Toasts.tsx';

/** What the server says at once; what each screen makes of it follows live. */
export function tellSent(
  type: CommandType,
  { sent, offline, queued, total, results }: CommandResult,
  name: string | null,
): void {
  const what = t(`commands.types.${type}`);
  const [only] = results;
  if (name !== null && only) {
    if (only.status === 'offline') notify({ tone: 'ask', title: t('commands.offline', { what, name }) });
    else notify({ tone: 'good', title: t(`commands.${only.status}`, { what, name }) });
    return;
  }
  if (total === 0) {
    notify({ tone: 'ask', title: t('commands.emptyGroup') });
    return;
  }
  const missed = [
    offline > 0 ? t('commands.missed', { count: offline }) : '',
    queued > 0 ? t('commands.later', { count: queued }) : '',
  ].filter(Boolean);
  notify({
    tone: offline > 0 ? 'ask' : 'good',
    title: t('commands.sentMany', { what, sent, total }),
    detail: missed.length > 0 ? missed.join(' ') : undefined,
  });
}
