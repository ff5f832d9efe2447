import { CreateGroup, type Group, UpdateGroup } from '@sitecast/api/screens/groups/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/groups.ts';
import { Field } from '../../ui/Field.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';

interface GroupNameDialogProps {
  /** The group to rename; without it the dialog creates one. */
  group?: Pick<Group, 'id' | 'name'>;
  onSaved?: (group: Pick<Group, 'id'>) => void;
  onClose: () => void;
}

/** Creates or renames a group. */
export function GroupNameDialog(props: GroupNameDialogProps) {
  const { api } = useWorkspace();
  const { group } = props;
  const form = useForm({
    initial: { name: group?.name ?? '' },
    schema: CreateGroup.pick({ name: true }),
    send: ({ name }) =>
      group
        ? api.groups.update.mutate(UpdateGroup.parse({ groupId: group.id, name }))
        : api.groups.create.mutate({ name }),
    placeProblem: (code) =>
      code === 'NAME_TAKEN' ? { field: 'name', message: t('groups.taken') } : undefined,
    said: ({ name }) => t(group ? 'groups.renamed' : 'groups.created', { name }),
    stale: [keys.groupLists],
    onDone(saved) {
      props.onClose();
      props.onSaved?.(saved);
    },
  });
  const verb = () => t(group ? 'groups.rename' : 'groups.create');
  return (
    <FormDialog
      title={verb()}
      lead={group ? undefined : t('groups.lead')}
      verb={verb()}
      form={form}
      onClose={props.onClose}
    >
      <Field
        {...form.field('name')}
        label={t('groups.name')}
        hint={t('groups.nameHint')}
        input={{ autofocus: true, maxlength: 100 }}
      />
    </FormDialog>
  );
}
