import type { LucideIcon } from 'lucide-solid';
import { t } from '../../i18n/access.ts';
import { Shell } from '../../shell/Shell.tsx';
import { Link2Off, LockKeyhole, MailOpen } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';
import { usePageTitle } from '../../ui/title.ts';

/** `none`: nobody came by a link. `bad`: by one that does not open. `ended`: his no longer does. */
export type AccessReason = 'none' | 'bad' | 'ended';

const pages: Record<AccessReason, { icon: LucideIcon; title: () => string; lead: () => string }> = {
  none: { icon: MailOpen, title: () => t('portalAccess.title'), lead: () => t('portalAccess.lead') },
  bad: { icon: Link2Off, title: () => t('portalAccess.badTitle'), lead: () => t('portalAccess.badLead') },
  ended: {
    icon: LockKeyhole,
    title: () => t('portalAccess.endedTitle'),
    lead: () => t('portalAccess.endedLead'),
  },
};

/** For those who are not in: how one gets in. */
export function AccessPage(props: { reason: AccessReason }) {
  const page = () => pages[props.reason];
  usePageTitle(() => [page().title()]);
  return (
    <Shell>
      <Notice icon={page().icon} title={page().title()} lead={page().lead()}>
        {props.reason === 'ended' ? null : (
          <p class="border-t border-line pt-5 text-base text-pretty text-quiet">{t('portalAccess.copied')}</p>
        )}
      </Notice>
    </Shell>
  );
}
