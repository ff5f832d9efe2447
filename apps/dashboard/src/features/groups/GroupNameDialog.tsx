import { CreateGroup, type Group, UpdateGroup } from '@sitecast/api/screens/groups/schema';
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/groups.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { notify } from '../../ui/Toasts.tsx';

interface GroupNameDialogProps {
  /** Whose name it is; null: of one that is made by it. */
  group: Pick<Group, 'id' | 'name'> | null;
  onClose: () => void;
}

/** Names a group, a new one or one that is there. */
export function GroupNameDialog(props: GroupNameDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.group ? t('groups.rename') : t('groups.create')}
      lead={props.group ? undefined : t('groups.lead')}
    >
      <NameForm {...props} />
    </Dialog>
  );
}

function NameForm(props: GroupNameDialogProps) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { group } = props;
  const form = createForm({
    initial: { name: group?.name ?? '' },
    schema: CreateGroup.pick({ name: true }),
    toInput: (fields) => fields,
    send: ({ name }) =>
      group
        ? api.groups.update.mutate(UpdateGroup.parse({ groupId: group.id, name }))
        : api.groups.create.mutate({ name }),
    placeProblem: (code) =>
      code === 'NAME_TAKEN' ? { field: 'name', message: t('groups.taken') } : undefined,
    onDone({ id, name }) {
      notify({ tone: 'good', title: t(group ? 'groups.renamed' : 'groups.created', { name }) });
      void queries.invalidateQueries({ queryKey: keys.groupLists });
      props.onClose();
      if (!group) navigate(`/groups/${id}`);
    },
  });
  return (
    <DialogForm form={form} verb={group ? t('groups.rename') : t('groups.create')} onCancel={props.onClose}>
      <Field
        label={t('groups.name')}
        hint={t('groups.nameHint')}
        value={form.fields.name}
        onChange={(value) => form.set('name', value)}
        error={form.error('name')}
        input={{ autofocus: true, maxlength: 100 }}
      />
    </DialogForm>
  );
}
