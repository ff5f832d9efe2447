import { toClientProblem } from '@sitecast/client';
import { buttonClass } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { t } from '../../i18n/account.ts';
import { NarrowPage } from '../../session/NarrowPage.tsx';
import { useNext } from '../../session/next.ts';
import { loginAddress } from '../../session/session.ts';

/** Whether the server refuses a mailed link for good, so that trying again changes nothing. */
export function isInvalidLink(error: unknown): boolean {
  return ['NOT_FOUND', 'EXPIRED', 'VALIDATION'].includes(toClientProblem(error).code);
}

/** What such a link leads to: the reason, and the way to the login. */
export function InvalidLink(props: { lead: string }) {
  const next = useNext();
  return (
    <NarrowPage title={t('reset.invalid')} lead={props.lead}>
      <A href={loginAddress(next())} class={`${buttonClass('primary')} self-start`}>
        {t('reset.toLogin')}
      </A>
    </NarrowPage>
  );
}
