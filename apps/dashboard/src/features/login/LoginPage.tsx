import { Login, type LoginOptions } from '@sitecast/api/people/session/schema';
import { Button } from '@sitecast/ui';
import { useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { NarrowPage } from '../../session/NarrowPage.tsx';
import { useNext } from '../../session/next.ts';
import { publicApi, setLoggedIn } from '../../session/session.ts';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { PlainForm } from '../../ui/PlainForm.tsx';
import { LinkByMail, type LinkPurpose } from './LinkByMail.tsx';
import { SingleSignOnLink, SingleSignOnProblem } from './SingleSignOn.tsx';

/** The server answers an empty field like a wrong login; here it gets its own error. */
const FilledIn = Login.extend({ email: Login.shape.email.min(1), password: Login.shape.password.min(1) });

export function LoginPage() {
  const navigate = useNavigate();
  const [query] = useSearchParams<{ problem: string }>();
  const next = useNext();
  const [purpose, setPurpose] = createSignal<LinkPurpose>();
  const [options, setOptions] = createSignal<LoginOptions>();
  // The password alone is offered until the server has answered, or when it does not answer.
  publicApi.session.loginOptions.query().then(setOptions, () => {});
  const form = createForm({
    initial: { email: '', password: '' },
    schema: FilledIn,
    send: (input) => publicApi.session.login.mutate(input),
    placeProblem: (code) =>
      code === 'INVALID_CREDENTIALS'
        ? { field: 'password', message: t('problems.INVALID_CREDENTIALS') }
        : undefined,
    onDone(me) {
      setLoggedIn(me);
      navigate(next(), { replace: true });
    },
  });
  const back = () => setPurpose(undefined);
  return (
    <Show
      when={purpose()}
      fallback={
        <NarrowPage title={t('login.title')}>
          <SingleSignOnProblem problem={query.problem} />
          <PlainForm form={form} verb={t('login.submit')} wide>
            <Field
              {...form.field('email')}
              label={t('login.email')}
              name="email"
              input={{ type: 'email', autocomplete: 'username', autofocus: true }}
            />
            <PasswordField
              {...form.field('password')}
              label={t('login.password')}
              autocomplete="current-password"
            />
          </PlainForm>
          <Show when={options()?.singleSignOn}>
            <SingleSignOnLink next={next()} />
          </Show>
          <Show when={options()?.linksByMail}>
            <div class="flex flex-col gap-1">
              <Button variant="ghost" onClick={() => setPurpose('login')}>
                {t('login.byMail.ask')}
              </Button>
              <Button variant="ghost" onClick={() => setPurpose('reset')}>
                {t('login.byMail.forgot')}
              </Button>
            </div>
          </Show>
        </NarrowPage>
      }
    >
      {(known) => <LinkByMail purpose={known()} email={form.fields.email} next={next()} onBack={back} />}
    </Show>
  );
}
