import { InviteMember } from '@sitecast/api/people/members/schema';
import { WorkspaceRole } from '@sitecast/api/people/users/schema';
import { createSignal, Show } from 'solid-js';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { LinkToHand } from '../../ui/LinkToHand.tsx';

interface Invitation {
  email: string;
  url: string;
  sent: boolean;
}

/** Adds a member. For someone without a password, the link to set one is shown once. */
export function InviteDialog(props: { onClose: () => void }) {
  const { api } = useWorkspace();
  const [invitation, setInvitation] = createSignal<Invitation>();
  const form = useForm({
    initial: { email: '', role: 'operator' as WorkspaceRole },
    schema: InviteMember,
    send: (input) => api.members.invite.mutate(input),
    placeProblem: (code) =>
      code === 'CONFLICT' ? { field: 'email', message: t('members.already') } : undefined,
    said: ({ email }) => t('members.added', { email }),
    stale: [keys.members],
    onDone({ email, inviteUrl, inviteEmailSent }) {
      if (inviteUrl === null) props.onClose();
      else setInvitation({ email, url: inviteUrl, sent: inviteEmailSent });
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t(invitation() ? 'members.linkTitle' : 'members.invite')}
      lead={invitation() ? undefined : t('members.inviteLead')}
      insistent={invitation() !== undefined}
    >
      <Show
        when={invitation()}
        fallback={
          <DialogForm form={form} verb={t('members.invite')} onCancel={props.onClose}>
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
          </DialogForm>
        }
      >
        {(link) => <LinkToHand {...link()} onDone={props.onClose} />}
      </Show>
    </Dialog>
  );
}
