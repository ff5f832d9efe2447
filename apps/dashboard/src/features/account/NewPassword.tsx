import type { Me } from '@sitecast/api/people/session/schema';
import { Button } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { t } from '../../i18n/account.ts';
import { NarrowPage } from '../../session/NarrowPage.tsx';
import { useNext } from '../../session/next.ts';
import { publicApi, readSession, setLoggedOut } from '../../session/session.ts';
import { createChange } from '../../ui/change.ts';
import { notify } from '../../ui/Toasts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { PasswordForm } from './PasswordForm.tsx';

/** Replaces every page after an administrator has set the person's password, until they choose their own. */
export function NewPassword(props: { me: Me }) {
  usePageTitle(() => t('account.mustTitle'));
  const navigate = useNavigate();
  const next = useNext();
  const openNext = createChange({ call: readSession, done: () => navigate(next(), { replace: true }) });
  const logOut = createChange({ call: () => publicApi.session.logout.mutate(), done: setLoggedOut });
  const changed = () => {
    notify({ tone: 'good', title: t('account.changed') });
    void openNext.run();
  };
  return (
    <NarrowPage title={t('account.mustTitle')} lead={t('account.mustLead')}>
      <PasswordForm api={publicApi} email={props.me.email} autofocus onChanged={changed} />
      <p class="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-4 text-sm text-quiet">
        <span class="wrap-anywhere">{props.me.email}</span>
        <Button size="sm" variant="ghost" busy={logOut.busy()} onClick={() => void logOut.run()}>
          {t('shell.logOut')}
        </Button>
      </p>
    </NarrowPage>
  );
}
