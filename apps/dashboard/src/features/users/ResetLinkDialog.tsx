import { type User, UserRef } from '@sitecast/api/people/users/schema';
import { useForm } from '../../api/form.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { passwordLinkSecret } from '../../ui/password-link.ts';
import { SecretDialog } from '../../ui/SecretDialog.tsx';

/** Creates a link with which a user chooses a new password; it is shown once. */
export function ResetLinkDialog(props: { user: User; onClose: () => void }) {
  const { api } = useAccount();
  const { id: userId, name, email } = props.user;
  const form = useForm({
    initial: {},
    schema: UserRef,
    toInput: () => ({ userId }),
    send: (input) => api.users.resetPassword.mutate(input),
    stale: [],
  });
  const secret = () => {
    const link = form.answer();
    if (!link) return undefined;
    const { resetUrl: url, emailSent: sent, expiresAt } = link;
    return passwordLinkSecret({ title: t('users.resetDone'), url, sent, email, expiresAt });
  };
  return (
    <SecretDialog
      title={t('users.resetTitle', { name })}
      lead={t('users.resetLead')}
      verb={t('users.resetVerb')}
      form={form}
      secret={secret()}
      onClose={props.onClose}
    />
  );
}
