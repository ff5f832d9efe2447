import { type PasswordLink, UsePasswordLink } from '@sitecast/api/people/password-links/schema';
import { toClientProblem } from '@sitecast/client';
import { Button, buttonClass, Skeleton } from '@sitecast/ui';
import { A, useNavigate, useParams } from '@solidjs/router';
import { createSignal, Match, Switch } from 'solid-js';
import { problemText } from '../../api/problem.ts';
import { t } from '../../i18n/account.ts';
import { Door } from '../../session/Door.tsx';
import { useNext } from '../../session/next.ts';
import { loginAddress, publicApi } from '../../session/session.ts';
import { createForm } from '../../ui/form.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { usePageTitle } from '../../ui/title.ts';

type Known =
  | { state: 'asking' }
  | { state: 'good'; link: PasswordLink }
  | { state: 'invalid' }
  | { state: 'failed'; why: string };

/** Behind a link for a new password, or for the first one of somebody who is invited. It logs nobody in. */
export function ResetPage() {
  const { token } = useParams<{ token: string }>();
  const next = useNext();
  usePageTitle(() => t('reset.title'));
  const [known, setKnown] = createSignal<Known>({ state: 'asking' });
  const ask = async () => {
    setKnown({ state: 'asking' });
    try {
      setKnown({ state: 'good', link: await publicApi.passwordLinks.get.query({ token }) });
    } catch (error) {
      const problem = toClientProblem(error);
      setKnown(
        isInvalid(problem.code) ? { state: 'invalid' } : { state: 'failed', why: problemText(problem) },
      );
    }
  };
  void ask();
  const as = <State extends Known['state']>(state: State) => {
    const now = known();
    return now.state === state ? (now as Known & { state: State }) : undefined;
  };

  return (
    <Switch>
      <Match when={as('asking')}>
        <Door title={t('reset.title')}>
          <Skeleton class="h-24" />
        </Door>
      </Match>
      <Match when={as('invalid')}>
        <Door title={t('reset.invalid')} lead={t('reset.invalidLead')}>
          <A href={loginAddress(next())} class={`${buttonClass('primary')} self-start`}>
            {t('reset.toLogin')}
          </A>
        </Door>
      </Match>
      <Match when={as('failed')}>
        {(failed) => (
          <Door title={t('problems.title')} lead={failed().why}>
            <Button class="self-start" onClick={() => void ask()}>
              {t('common.retry')}
            </Button>
          </Door>
        )}
      </Match>
      <Match when={as('good')}>
        {(good) => (
          <NewPassword token={token} link={good().link} onInvalid={() => setKnown({ state: 'invalid' })} />
        )}
      </Match>
    </Switch>
  );
}

/** Refused for good: trying again changes nothing. */
function isInvalid(code: string): boolean {
  return code === 'NOT_FOUND' || code === 'EXPIRED' || code === 'VALIDATION';
}

function NewPassword(props: { token: string; link: PasswordLink; onInvalid: () => void }) {
  const navigate = useNavigate();
  const next = useNext();
  const form = createForm({
    initial: { password: '' },
    schema: UsePasswordLink,
    toInput: ({ password }) => ({ token: props.token, password }),
    async send(input) {
      try {
        await publicApi.passwordLinks.use.mutate(input);
        return true;
      } catch (error) {
        if (!isInvalid(toClientProblem(error).code)) throw error;
        return false;
      }
    },
    placeProblem: (code) =>
      code === 'WEAK_PASSWORD' ? { field: 'password', message: t('problems.WEAK_PASSWORD') } : undefined,
    onDone(done) {
      if (!done) return props.onInvalid();
      notify({ tone: 'good', title: t('reset.done') });
      navigate(loginAddress(next()), { replace: true });
    },
  });
  const invited = () => props.link.purpose === 'invite';
  return (
    <Door
      title={invited() ? t('reset.welcome') : t('reset.title')}
      lead={
        invited()
          ? t('reset.welcomeLead', { email: props.link.email })
          : t('reset.lead', { email: props.link.email })
      }
    >
      <form class="flex flex-col gap-4" onSubmit={form.submit} novalidate>
        {/* For the password manager, which files the new password under it. */}
        <input type="email" autocomplete="username" value={props.link.email} readonly hidden />
        <PasswordField
          label={t('reset.password')}
          hint={t('reset.passwordHint')}
          value={form.fields.password}
          onChange={(password) => form.set('password', password)}
          error={form.error('password')}
          autocomplete="new-password"
          autofocus
        />
        <Button type="submit" variant="primary" busy={form.busy()} class="mt-1 w-full">
          {t('reset.submit')}
        </Button>
      </form>
    </Door>
  );
}
