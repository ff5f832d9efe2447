import { toClientProblem } from '@sitecast/client';
import { Button, buttonClass } from '@sitecast/ui';
import { A, useNavigate, useParams } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { t } from '../../i18n/account.ts';
import { Door } from '../../session/Door.tsx';
import { useNext } from '../../session/next.ts';
import { enter, loginAddress, publicApi } from '../../session/session.ts';

/** Behind a login link of a mail. Only the button uses it up: mail scanners open every link. */
export function LoginLinkPage() {
  const { token } = useParams<{ token: string }>();
  const navigate = useNavigate();
  const next = useNext();
  const [invalid, setInvalid] = createSignal(false);
  const login = createAction(async () => {
    try {
      enter(await publicApi.session.useLoginLink.mutate({ token }));
      navigate(next(), { replace: true });
    } catch (error) {
      if (!['NOT_FOUND', 'EXPIRED', 'VALIDATION'].includes(toClientProblem(error).code)) throw error;
      setInvalid(true);
    }
  });
  return (
    <Show
      when={!invalid()}
      fallback={
        <Door title={t('reset.invalid')} lead={t('login.byMail.invalid')}>
          <A href={loginAddress(next())} class={`${buttonClass('primary')} self-start`}>
            {t('reset.toLogin')}
          </A>
        </Door>
      }
    >
      <Door title={t('login.title')} lead={t('login.byMail.follow')}>
        <Button
          variant="primary"
          class="w-full"
          busy={login.busy()}
          onClick={() => void login.run()}
          autofocus
        >
          {t('login.submit')}
        </Button>
      </Door>
    </Show>
  );
}
