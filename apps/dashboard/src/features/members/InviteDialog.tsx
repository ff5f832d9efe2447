import { InviteMember } from '@sitecast/api/people/members/schema';
import { WorkspaceRole } from '@sitecast/api/people/users/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Field } from '../../ui/Field.tsx';
import { passwordLinkSecret } from '../../ui/password-link.ts';
import { SecretDialog } from '../../ui/SecretDialog.tsx';

/** Adds a member. For someone without a password, the link to set one is shown once. */
export function InviteDialog(props: { onClose: () => void }) {
  const { api } = useWorkspace();
  const form = useForm({
    initial: { email: '', role: 'operator' as WorkspaceRole },
    schema: InviteMember,
    send: (input) => api.members.invite.mutate(input),
    placeProblem: (code) =>
      code === 'CONFLICT' ? { field: 'email', message: t('members.already') } : undefined,
    said: ({ email }) => t('members.added', { email }),
    stale: [keys.members],
    onDone: ({ inviteUrl }) => inviteUrl === null && props.onClose(),
  });
  const secret = () => {
    const member = form.answer();
    if (!member || member.inviteUrl === null) return undefined;
    const { inviteUrl: url, inviteEmailSent: sent, email } = member;
    return passwordLinkSecret({ title: t('members.linkTitle'), url, sent, email });
  };
  return (
    <SecretDialog
      title={t('members.invite')}
      lead={t('members.inviteLead')}
      verb={t('members.invite')}
      form={form}
      secret={secret()}
      onClose={props.onClose}
    >
      <Field
        {...form.field('email')}
        label={t('members.email')}
        input={{ type: 'email', autofocus: true, maxlength: 254 }}
      />
      <Choice
        {...form.field('role')}
        label={t('members.role')}
        options={WorkspaceRole.options.map((value) => ({
          value,
          label: t(`roles.${value}`),
          hint: t(`members.may.${value}`),
        }))}
      />
    </SecretDialog>
  );
}
