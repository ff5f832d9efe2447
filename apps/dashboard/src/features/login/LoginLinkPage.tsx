import { Button } from '@sitecast/ui';
import { useNavigate, useParams } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { t } from '../../i18n/account.ts';
import { NarrowPage } from '../../session/NarrowPage.tsx';
import { useNext } from '../../session/next.ts';
import { publicApi, setLoggedIn } from '../../session/session.ts';
import { createChange } from '../../ui/change.ts';
import { InvalidLink, isInvalidLink } from '../reset/InvalidLink.tsx';

/** Where a mailed login link leads. Only the button uses it up, since mail scanners open every link. */
export function LoginLinkPage() {
  const { token } = useParams<{ token: string }>();
  const navigate = useNavigate();
  const next = useNext();
  const [invalid, setInvalid] = createSignal(false);
  const login = createChange({
    async call() {
      try {
        setLoggedIn(await publicApi.session.useLoginLink.mutate({ token }));
        navigate(next(), { replace: true });
      } catch (error) {
        if (!isInvalidLink(error)) throw error;
        setInvalid(true);
      }
    },
  });
  return (
    <Show when={!invalid()} fallback={<InvalidLink lead={t('login.byMail.invalid')} />}>
      <NarrowPage title={t('login.title')} lead={t('login.byMail.follow')}>
        <Button
          variant="primary"
          class="w-full"
          busy={login.busy()}
          onClick={() => void login.run()}
          autofocus
        >
          {t('login.submit')}
        </Button>
      </NarrowPage>
    </Show>
  );
}
