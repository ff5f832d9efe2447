import { type CreatedUser, CreateUser } from '@sitecast/api/people/users/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, Show } from 'solid-js';
import type { z } from 'zod';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { LinkToHand } from '../../ui/LinkToHand.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { notify } from '../../ui/Toasts.tsx';

/** Adds a user; the link with which he chooses his password stands here once. */
export function CreateUserDialog(props: { onClose: () => void }) {
  const queries = useQueryClient();
  const [created, setCreated] = createSignal<CreatedUser>();
  const onCreated = (user: CreatedUser) => {
    setCreated(user);
    notify({ tone: 'good', title: t('users.created', { email: user.email }) });
    void queries.invalidateQueries({ queryKey: keys.userLists });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={created() ? t('users.inviteTitle') : t('users.create')}
      lead={created() ? undefined : t('users.createLead')}
      insistent={created() !== undefined}
    >
      <Show when={created()} fallback={<CreateUserForm onCancel={props.onClose} onCreated={onCreated} />}>
        {(user) => (
          <LinkToHand
            url={user().inviteUrl}
            email={user().email}
            sent={user().inviteEmailSent}
            onDone={props.onClose}
          />
        )}
      </Show>
    </Dialog>
  );
}

function CreateUserForm(props: { onCancel: () => void; onCreated: (user: CreatedUser) => void }) {
  const { api } = useAccount();
  const form = createForm({
    initial: { email: '', name: '', role: 'user' as z.output<typeof CreateUser>['role'], sendInvite: true },
    schema: CreateUser,
    toInput: ({ name, ...fields }) => ({ ...fields, name: name.trim() || undefined }),
    send: (input) => api.users.create.mutate(input),
    placeProblem: (code) => (code === 'CONFLICT' ? { field: 'email', message: t('users.taken') } : undefined),
    onDone: props.onCreated,
  });
  return (
    <DialogForm form={form} verb={t('users.create')} onCancel={props.onCancel}>
      <Field
        label={t('users.email')}
        value={form.fields.email}
        onChange={(value) => form.set('email', value)}
        error={form.error('email')}
        input={{ type: 'email', autofocus: true, maxlength: 254 }}
      />
      <Field
        label={t('users.name')}
        optional
        value={form.fields.name}
        onChange={(value) => form.set('name', value)}
        error={form.error('name')}
        input={{ maxlength: 100 }}
      />
      <Choice
        label={t('users.role')}
        value={form.fields.role}
        onChange={(role) => form.set('role', role)}
        options={(['user', 'admin'] as const).map((value) => ({
          value,
          label: t(`users.roles.${value}`),
          hint: t(`users.may.${value}`),
        }))}
      />
      <Switch
        label={t('users.sendInvite')}
        hint={t('users.sendInviteHint')}
        checked={form.fields.sendInvite}
        onChange={(send) => form.set('sendInvite', send)}
      />
    </DialogForm>
  );
}
