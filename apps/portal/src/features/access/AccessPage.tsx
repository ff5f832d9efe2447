import type { LucideIcon } from 'lucide-solid';
import { t } from '../../i18n/i18n.ts';
import { Shell } from '../../shell/Shell.tsx';
import { Link2Off, LockKeyhole, MailOpen } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';
import { usePageTitle } from '../../ui/title.ts';

/** `none`: nobody came by a link. `bad`: by one that does not open. `ended`: his no longer does. */
export type AccessReason = 'none' | 'bad' | 'ended';

const pages: Record<AccessReason, { icon: LucideIcon; title: () => string; lead: () => string }> = {
  none: { icon: MailOpen, title: () => t('access.title'), lead: () => t('access.lead') },
  bad: { icon: Link2Off, title: () => t('access.badTitle'), lead: () => t('access.badLead') },
  ended: { icon: LockKeyhole, title: () => t('access.endedTitle'), lead: () => t('access.endedLead') },
};

/** For those who are not in: how one gets in. */
export function AccessPage(props: { reason: AccessReason }) {
  const page = () => pages[props.reason];
  usePageTitle(() => [page().title()]);
  return (
    <Shell>
      <Notice icon={page().icon} title={page().title()} lead={page().lead()}>
        {props.reason === 'ended' ? null : (
          <p class="border-t border-line pt-5 text-base text-pretty text-quiet">{t('access.copied')}</p>
        )}
      </Notice>
    </Shell>
  );
}
