import { CreateUser } from '@sitecast/api/people/users/schema';
import type { z } from 'zod';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { passwordLinkSecret } from '../../ui/password-link.ts';
import { SecretDialog } from '../../ui/SecretDialog.tsx';
import { Switch } from '../../ui/Switch.tsx';

/** Adds a user; the link to set their password is shown once. */
export function CreateUserDialog(props: { onClose: () => void }) {
  const { api } = useAccount();
  const form = useForm({
    initial: { email: '', name: '', role: 'user' as z.output<typeof CreateUser>['role'], sendInvite: true },
    schema: CreateUser,
    toInput: ({ name, ...fields }) => ({ ...fields, name: name.trim() || undefined }),
    send: (input) => api.users.create.mutate(input),
    placeProblem: (code) => (code === 'CONFLICT' ? { field: 'email', message: t('users.taken') } : undefined),
    said: ({ email }) => t('users.created', { email }),
    stale: [keys.userLists],
  });
  const secret = () => {
    const user = form.answer();
    if (!user) return undefined;
    const { inviteUrl: url, inviteEmailSent: sent, email } = user;
    return passwordLinkSecret({ title: t('users.inviteTitle'), url, sent, email });
  };
  return (
    <SecretDialog
      title={t('users.create')}
      lead={t('users.createLead')}
      verb={t('users.create')}
      form={form}
      secret={secret()}
      onClose={props.onClose}
    >
      <Field
        {...form.field('email')}
        label={t('users.email')}
        input={{ type: 'email', autofocus: true, maxlength: 254 }}
      />
      <Field {...form.field('name')} label={t('users.name')} optional input={{ maxlength: 100 }} />
      <Choice
        {...form.field('role')}
        label={t('users.role')}
        options={(['user', 'admin'] as const).map((value) => ({
          value,
          label: t(`users.roles.${value}`),
          hint: t(`users.may.${value}`),
        }))}
      />
      <Switch {...form.field('sendInvite')} label={t('users.sendInvite')} hint={t('users.sendInviteHint')} />
    </SecretDialog>
  );
}
