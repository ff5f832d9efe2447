import type { Me } from '@sitecast/api/people/session/schema';
import { Button } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { createAction } from '../../api/action.ts';
import { t } from '../../i18n/account.ts';
import { Door } from '../../session/Door.tsx';
import { useNext } from '../../session/next.ts';
import { leave, publicApi, readSession } from '../../session/session.ts';
import { notify } from '../../ui/Toasts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { PasswordForm } from './PasswordForm.tsx';

/** All that somebody sees whose password an administrator has set, until he has chosen his own. */
export function NewPassword(props: { me: Me }) {
  usePageTitle(() => t('account.mustTitle'));
  const navigate = useNavigate();
  const next = useNext();
  const goOn = createAction(async () => {
    notify({ tone: 'good', title: t('account.changed') });
    await readSession();
    navigate(next(), { replace: true });
  });
  const logOut = createAction(async () => {
    await publicApi.session.logout.mutate();
    leave();
  });
  return (
    <Door title={t('account.mustTitle')} lead={t('account.mustLead')}>
      <PasswordForm api={publicApi} email={props.me.email} autofocus onChanged={() => void goOn.run()} />
      <p class="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-4 text-sm text-quiet">
        <span class="wrap-anywhere">{props.me.email}</span>
        <Button size="sm" variant="ghost" busy={logOut.busy()} onClick={() => void logOut.run()}>
          {t('shell.logOut')}
        </Button>
      </p>
    </Door>
  );
}
