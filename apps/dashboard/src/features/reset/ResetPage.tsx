import { type PasswordLink, UsePasswordLink } from '@sitecast/api/people/password-links/schema';
import { toClientProblem } from '@sitecast/client';
import { Button, Skeleton } from '@sitecast/ui';
import { useNavigate, useParams } from '@solidjs/router';
import { createResource, createSignal, Match, Switch } from 'solid-js';
import { problemText } from '../../api/problem.ts';
import { t } from '../../i18n/account.ts';
import { NarrowPage } from '../../session/NarrowPage.tsx';
import { useNext } from '../../session/next.ts';
import { loginAddress, publicApi } from '../../session/session.ts';
import { createForm } from '../../ui/form.ts';
import { PasswordField, placeWeakPassword } from '../../ui/PasswordField.tsx';
import { PlainForm } from '../../ui/PlainForm.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { InvalidLink, isInvalidLink } from './InvalidLink.tsx';

/** Where a link leads that sets a new password, or the first one after an invitation. It logs nobody in. */
export function ResetPage() {
  const { token } = useParams<{ token: string }>();
  usePageTitle(() => t('reset.title'));
  const [refused, setRefused] = createSignal(false);
  const [link, { refetch }] = createResource(() => publicApi.passwordLinks.get.query({ token }));
  return (
    <Switch>
      <Match when={link.loading}>
        <NarrowPage title={t('reset.title')}>
          <Skeleton class="h-24" />
        </NarrowPage>
      </Match>
      <Match when={refused() || (link.error && isInvalidLink(link.error))}>
        <InvalidLink lead={t('reset.invalidLead')} />
      </Match>
      <Match when={link.error}>
        {(error) => (
          <NarrowPage title={t('problems.title')} lead={problemText(toClientProblem(error()))}>
            <Button class="self-start" onClick={() => void refetch()}>
              {t('common.retry')}
            </Button>
          </NarrowPage>
        )}
      </Match>
      <Match when={link()}>
        {(good) => <NewPassword token={token} link={good()} onInvalid={() => setRefused(true)} />}
      </Match>
    </Switch>
  );
}

function NewPassword(props: { token: string; link: PasswordLink; onInvalid: () => void }) {
  const navigate = useNavigate();
  const next = useNext();
  const { email, purpose } = props.link;
  const form = createForm({
    initial: { password: '' },
    schema: UsePasswordLink,
    toInput: ({ password }) => ({ token: props.token, password }),
    async send(input) {
      try {
        await publicApi.passwordLinks.use.mutate(input);
        return true;
      } catch (error) {
        if (!isInvalidLink(error)) throw error;
        return false;
      }
    },
    placeProblem: placeWeakPassword,
    onDone(isSet) {
      if (!isSet) return props.onInvalid();
      notify({ tone: 'good', title: t('reset.done') });
      navigate(loginAddress(next()), { replace: true });
    },
  });
  return (
    <NarrowPage
      title={purpose === 'invite' ? t('reset.welcome') : t('reset.title')}
      lead={t(purpose === 'invite' ? 'reset.welcomeLead' : 'reset.lead', { email })}
    >
      <PlainForm form={form} verb={t('reset.submit')} wide>
        {/* For the password manager, which files the new password under it. */}
        <input type="email" autocomplete="username" value={email} readonly hidden />
        <PasswordField
          {...form.field('password')}
          label={t('reset.password')}
          hint={t('reset.passwordHint')}
          autocomplete="new-password"
          autofocus
        />
      </PlainForm>
    </NarrowPage>
  );
}
