import { buttonClass } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { t } from '../i18n/i18n.ts';
import { NarrowPage } from '../session/NarrowPage.tsx';
import { usePageTitle } from '../ui/title.ts';

export function NotFoundPage() {
  usePageTitle(() => t('notFound.title'));
  return (
    <NarrowPage title={t('notFound.title')} lead={t('notFound.lead')}>
      <A href="/screens" class={`${buttonClass('primary')} self-start`}>
        {t('notFound.back')}
      </A>
    </NarrowPage>
  );
}
