import { buttonClass } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { t } from '../i18n/i18n.ts';
import { MapPinOff } from '../ui/icons.ts';
import { Notice } from '../ui/Notice.tsx';
import { usePageTitle } from '../ui/title.ts';
import { Shell } from './Shell.tsx';

export function NotFoundPage() {
  usePageTitle(() => [t('notFound.title')]);
  return (
    <Shell>
      <Notice icon={MapPinOff} title={t('notFound.title')} lead={t('notFound.lead')}>
        <A href="/" class={`${buttonClass('primary')} self-start`}>
          {t('location.back')}
        </A>
      </Notice>
    </Shell>
  );
}
