import { buttonClass } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { t } from '../i18n/i18n.ts';
import { MapPinOff } from '../ui/icons.ts';
import { Notice } from '../ui/Notice.tsx';
import { usePageTitle } from '../ui/title.ts';
import { Shell } from './Shell.tsx';

export function NotFoundPage() {
  usePageTitle(() => [t('portalNotFound.title')]);
  return (
    <Shell>
      <Notice icon={MapPinOff} title={t('portalNotFound.title')} lead={t('portalNotFound.lead')}>
        <A href="/" class={`${buttonClass('primary')} self-start`}>
          {t('portalLocation.back')}
        </A>
      </Notice>
    </Shell>
  );
}
