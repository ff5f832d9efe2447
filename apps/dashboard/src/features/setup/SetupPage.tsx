import { CompleteSetup } from '@sitecast/api/people/setup/schema';
import { useNavigate } from '@solidjs/router';
import { t } from '../../i18n/setup.ts';
import { NarrowPage } from '../../session/NarrowPage.tsx';
import { publicApi, setLoggedIn, setLoggedOut } from '../../session/session.ts';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { PasswordField, placeWeakPassword } from '../../ui/PasswordField.tsx';
import { PlainForm } from '../../ui/PlainForm.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { usePageTitle } from '../../ui/title.ts';

const FilledIn = CompleteSetup.extend({ code: CompleteSetup.shape.code.min(1) });

/** The first start: creates the first administrator and the first workspace. */
export function SetupPage() {
  usePageTitle(() => t('setup.title'));
  const navigate = useNavigate();
  const form = createForm({
    initial: { code: '', email: '', name: '', password: '', workspaceName: '', demo: false },
    schema: FilledIn,
    send: (input) => publicApi.setup.complete.mutate(input),
    placeProblem: (code) =>
      code === 'FORBIDDEN' ? { field: 'code', message: t('setup.wrongCode') } : placeWeakPassword(code),
    said: ({ name }) => t('setup.done', { name }),
    onDone(me) {
      setLoggedIn(me);
      navigate('/', { replace: true });
    },
  });
  publicApi.setup.status.query().then(
    ({ needed, demo }) => {
      if (demo) form.set('demo', true);
      if (needed) return;
      setLoggedOut();
      notify({ tone: 'ask', title: t('setup.over') });
      navigate('/login', { replace: true });
    },
    // Sending the form reports it when the server does not answer.
    () => {},
  );
  return (
    <NarrowPage title={t('setup.title')} lead={t('setup.lead')}>
      <PlainForm form={form} verb={t('setup.submit')} wide>
        <Field
          {...form.field('code')}
          label={t('setup.code')}
          hint={t('setup.codeHint')}
          input={{ autofocus: true, class: 'font-mono tracking-wide uppercase', spellcheck: false }}
        />
        <Field {...form.field('name')} label={t('setup.name')} input={{ autocomplete: 'name' }} />
        <Field
          {...form.field('email')}
          label={t('setup.email')}
          input={{ type: 'email', autocomplete: 'username' }}
        />
        <PasswordField
          {...form.field('password')}
          label={t('setup.password')}
          hint={t('setup.passwordHint')}
          autocomplete="new-password"
        />
        <Field
          {...form.field('workspaceName')}
          label={t('setup.workspace')}
          hint={t('setup.workspaceHint')}
          input={{ autocomplete: 'organization' }}
        />
        <Switch {...form.field('demo')} label={t('setup.demo')} hint={t('setup.demoHint')} />
      </PlainForm>
    </NarrowPage>
  );
}
