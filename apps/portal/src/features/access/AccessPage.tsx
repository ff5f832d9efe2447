import type { LucideIcon } from 'lucide-solid';
import { t } from '../../i18n/access.ts';
import { Shell } from '../../shell/Shell.tsx';
import { Link2Off, LockKeyhole, MailOpen } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';
import { usePageTitle } from '../../ui/title.ts';

/** `none`: opened without a link. `bad`: the link is invalid. `ended`: access has ended. */
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

/** Explains how to get access to the portal. */
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
