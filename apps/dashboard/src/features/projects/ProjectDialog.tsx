import { CreateProject, type Project } from '@sitecast/api/sites/projects/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { Field } from '../../ui/Field.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { TimezoneField } from '../screens/TimezoneField.tsx';
import { PortalClientField } from './PortalClientField.tsx';

interface ProjectDialogProps {
  /** The project to edit; without it the dialog creates one. */
  project?: Project;
  onSaved?: (project: Project) => void;
  onClose: () => void;
}

/** Creates or edits a project. */
export function ProjectDialog(props: ProjectDialogProps) {
  const { api } = useWorkspace();
  const { project } = props;
  const before = project?.clientId ?? null;
  const form = useForm({
    initial: {
      name: project?.name ?? '',
      clientName: project?.clientName ?? '',
      clientId: before,
      timezone: project?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    schema: CreateProject,
    toInput: ({ clientName, ...fields }) => ({
      ...fields,
      clientName: clientName.trim() === '' ? null : clientName,
    }),
    send({ clientId, ...input }) {
      if (!project) return api.projects.create.mutate({ clientId, ...input });
      // Sent only when it was changed here: someone else may have shared the project meanwhile.
      const changedClient = clientId === before ? {} : { clientId };
      return api.projects.update.mutate({ projectId: project.id, ...input, ...changedClient });
    },
    said: ({ name }) => t(project ? 'projects.saved' : 'projects.created', { name }),
    stale: [keys.projectLists, keys.meterList, keys.clients],
    onDone(saved) {
      props.onClose();
      props.onSaved?.(saved);
    },
  });
  return (
    <FormDialog
      title={t(project ? 'projects.edit' : 'projects.create')}
      lead={project ? undefined : t('projects.lead')}
      verb={t(project ? 'common.save' : 'projects.create')}
      form={form}
      onClose={props.onClose}
    >
      <Field
        {...form.field('name')}
        label={t('projects.name')}
        hint={t('projects.nameHint')}
        input={{ autofocus: true, maxlength: 100 }}
      />
      <Field
        {...form.field('clientName')}
        label={t('projects.client')}
        hint={t('projects.clientHint')}
        optional
        input={{ maxlength: 100 }}
      />
      <PortalClientField {...form.field('clientId')} />
      <TimezoneField {...form.field('timezone')} />
    </FormDialog>
  );
}
