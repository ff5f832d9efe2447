import { InviteMember } from '@sitecast/api/people/members/schema';
import { WorkspaceRole } from '@sitecast/api/people/users/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { LinkToHand } from '../../ui/LinkToHand.tsx';
import { notify } from '../../ui/Toasts.tsx';

interface Invited {
  email: string;
  url: string;
  sent: boolean;
}

/** Makes somebody a member. For whom has no password yet, the link to choose one stands here once. */
export function InviteDialog(props: { onClose: () => void }) {
  const [invited, setInvited] = createSignal<Invited>();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={invited() ? t('members.linkTitle') : t('members.invite')}
      lead={invited() ? undefined : t('members.inviteLead')}
      insistent={invited() !== undefined}
    >
      <Show when={invited()} fallback={<InviteForm onClose={props.onClose} onLink={setInvited} />}>
        {(link) => <LinkToHand {...link()} onDone={props.onClose} />}
      </Show>
    </Dialog>
  );
}

function InviteForm(props: { onClose: () => void; onLink: (invited: Invited) => void }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const form = createForm({
    initial: { email: '', role: 'operator' as WorkspaceRole },
    schema: InviteMember,
    toInput: (fields) => fields,
    send: (input) => api.members.invite.mutate(input),
    placeProblem: (code) =>
      code === 'CONFLICT' ? { field: 'email', message: t('members.already') } : undefined,
    onDone({ email, inviteUrl, inviteEmailSent }) {
      notify({ tone: 'good', title: t('members.added', { email }) });
      void queries.invalidateQueries({ queryKey: keys.members });
      if (inviteUrl === null) props.onClose();
      else props.onLink({ email, url: inviteUrl, sent: inviteEmailSent });
    },
  });
  return (
    <DialogForm form={form} verb={t('members.invite')} onCancel={props.onClose}>
      <Field
        label={t('members.email')}
        value={form.fields.email}
        onChange={(value) => form.set('email', value)}
        error={form.error('email')}
        input={{ type: 'email', autofocus: true, maxlength: 254 }}
      />
      <Choice
        label={t('members.role')}
        value={form.fields.role}
        onChange={(role) => form.set('role', role)}
        options={WorkspaceRole.options.map((value) => ({
          value,
          label: t(`roles.${value}`),
          hint: t(`members.may.${value}`),
        }))}
      />
    </DialogForm>
  );
}
