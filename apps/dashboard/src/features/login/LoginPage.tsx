import { Login } from '@sitecast/api/people/session/schema';
import { Button } from '@sitecast/ui';
import { useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { Door } from '../../session/Door.tsx';
import { useNext } from '../../session/next.ts';
import { enter, publicApi } from '../../session/session.ts';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { LinkByMail, type LinkWanted } from './LinkByMail.tsx';
import { createLoginOptions } from './login-options.ts';
import { SingleSignOnLink, SingleSignOnProblem } from './SingleSignOn.tsx';

/** The server takes any form for a wrong login; here an empty field is told apart. */
const FilledIn = Login.extend({ email: Login.shape.email.min(1), password: Login.shape.password.min(1) });

export function LoginPage() {
  const navigate = useNavigate();
  const [query] = useSearchParams<{ problem: string }>();
  const next = useNext();
  const options = createLoginOptions();
  const [wanted, setWanted] = createSignal<LinkWanted>();
  const form = createForm({
    initial: { email: '', password: '' },
    schema: FilledIn,
    toInput: (fields) => fields,
    send: (input) => publicApi.session.login.mutate(input),
    placeProblem: (code) =>
      code === 'INVALID_CREDENTIALS'
        ? { field: 'password', message: t('problems.INVALID_CREDENTIALS') }
        : undefined,
    onDone(me) {
      enter(me);
      navigate(next(), { replace: true });
    },
  });
  return (
    <Show
      when={wanted()}
      fallback={
        <Door title={t('login.title')}>
          <SingleSignOnProblem problem={query.problem} />
          <form class="flex flex-col gap-4" onSubmit={form.submit} novalidate>
            <Field
              label={t('login.email')}
              name="email"
              value={form.fields.email}
              onChange={(value) => form.set('email', value)}
              error={form.error('email')}
              input={{ type: 'email', autocomplete: 'username', autofocus: true }}
            />
            <PasswordField
              label={t('login.password')}
              value={form.fields.password}
              onChange={(value) => form.set('password', value)}
              error={form.error('password')}
              autocomplete="current-password"
            />
            <Button type="submit" variant="primary" busy={form.busy()} class="mt-1 w-full">
              {t('login.submit')}
            </Button>
          </form>
          <Show when={options()?.singleSignOn}>
            <SingleSignOnLink next={next()} />
          </Show>
          <Show when={options()?.linksByMail}>
            <div class="flex flex-col gap-1">
              <Button variant="ghost" onClick={() => setWanted('login')}>
                {t('login.byMail.ask')}
              </Button>
              <Button variant="ghost" onClick={() => setWanted('reset')}>
                {t('login.byMail.forgot')}
              </Button>
            </div>
          </Show>
        </Door>
      }
    >
      {(link) => (
        <LinkByMail
          wanted={link()}
          email={form.fields.email}
          next={next()}
          onBack={() => setWanted(undefined)}
        />
      )}
    </Show>
  );
}
