import { CompleteSetup } from '@sitecast/api/people/setup/schema';
import { Button } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { t } from '../../i18n/setup.ts';
import { Door } from '../../session/Door.tsx';
import { enter, leave, publicApi } from '../../session/session.ts';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { usePageTitle } from '../../ui/title.ts';

const FilledIn = CompleteSetup.extend({ code: CompleteSetup.shape.code.min(1) });

/** The first start: the first administrator and the first workspace. */
export function SetupPage() {
  usePageTitle(() => t('setup.title'));
  const navigate = useNavigate();
  void publicApi.setup.status.query().then(({ needed, demo }) => {
    if (!needed) over();
    if (demo) form.set('demo', true);
  }, ignoreUntilSent);
  const over = () => {
    leave();
    notify({ tone: 'ask', title: t('setup.over') });
    navigate('/login', { replace: true });
  };
  const form = createForm({
    initial: { code: '', email: '', name: '', password: '', workspaceName: '', demo: false },
    schema: FilledIn,
    toInput: (fields) => fields,
    send: (input) => publicApi.setup.complete.mutate(input),
    placeProblem: (code) => {
      if (code === 'FORBIDDEN') return { field: 'code', message: t('setup.wrongCode') };
      return code === 'WEAK_PASSWORD'
        ? { field: 'password', message: t('problems.WEAK_PASSWORD') }
        : undefined;
    },
    onDone(me) {
      enter(me);
      notify({ tone: 'good', title: t('setup.done', { name: me.name }) });
      navigate('/', { replace: true });
    },
  });
  return (
    <Door title={t('setup.title')} lead={t('setup.lead')}>
      <form class="flex flex-col gap-4" onSubmit={form.submit} novalidate>
        <Field
          label={t('setup.code')}
          hint={t('setup.codeHint')}
          value={form.fields.code}
          onChange={(value) => form.set('code', value)}
          error={form.error('code')}
          input={{ autofocus: true, class: 'font-mono tracking-wide uppercase', spellcheck: false }}
        />
        <Field
          label={t('setup.name')}
          value={form.fields.name}
          onChange={(value) => form.set('name', value)}
          error={form.error('name')}
          input={{ autocomplete: 'name' }}
        />
        <Field
          label={t('setup.email')}
          value={form.fields.email}
          onChange={(value) => form.set('email', value)}
          error={form.error('email')}
          input={{ type: 'email', autocomplete: 'username' }}
        />
        <PasswordField
          label={t('setup.password')}
          hint={t('setup.passwordHint')}
          value={form.fields.password}
          onChange={(value) => form.set('password', value)}
          error={form.error('password')}
          autocomplete="new-password"
        />
        <Field
          label={t('setup.workspace')}
          hint={t('setup.workspaceHint')}
          value={form.fields.workspaceName}
          onChange={(value) => form.set('workspaceName', value)}
          error={form.error('workspaceName')}
          input={{ autocomplete: 'organization' }}
        />
        <Switch
          label={t('setup.demo')}
          hint={t('setup.demoHint')}
          checked={form.fields.demo}
          onChange={(checked) => form.set('demo', checked)}
        />
        <Button type="submit" variant="primary" busy={form.busy()} class="mt-1 w-full">
          {t('setup.submit')}
        </Button>
      </form>
    </Door>
  );
}

/** The form says so itself when the server does not answer. */
function ignoreUntilSent(): void {}
