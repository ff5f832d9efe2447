import { CreateProject, type Project, UpdateProject } from '@sitecast/api/sites/projects/schema';
import { Button } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { notify } from '../../ui/Toasts.tsx';
import { TimezoneField } from '../screens/TimezoneField.tsx';
import { PortalClientField } from './PortalClientField.tsx';

interface ProjectDialogProps {
  /** Null: a new one. */
  project: Project | null;
  onClose: () => void;
  onSaved?: (project: Project) => void;
}

/** Makes a project or changes one. */
export function ProjectDialog(props: ProjectDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.project ? t('projects.edit') : t('projects.create')}
      lead={props.project ? undefined : t('projects.lead')}
    >
      <ProjectForm {...props} />
    </Dialog>
  );
}

interface Fields {
  name: string;
  clientName: string;
  clientId: string | null;
  timezone: string;
}

function ProjectForm(props: ProjectDialogProps) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const { project } = props;
  const before = project?.clientId ?? null;
  const options = {
    initial: {
      name: project?.name ?? '',
      clientName: project?.clientName ?? '',
      clientId: before,
      timezone: project?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    onDone(saved: Project) {
      notify({
        tone: 'good',
        title: t(project ? 'projects.saved' : 'projects.created', { name: saved.name }),
      });
      void queries.invalidateQueries({ queryKey: keys.projectLists });
      void queries.invalidateQueries({ queryKey: keys.meterList });
      void queries.invalidateQueries({ queryKey: keys.clients });
      props.onClose();
      props.onSaved?.(saved);
    },
  };
  const toFields = ({ name, clientName, clientId, timezone }: Fields) => ({
    name,
    timezone,
    clientName: clientName.trim() === '' ? null : clientName,
    // Only what was chosen: a portal may have been given to the project while this was open.
    ...(clientId !== before && { clientId }),
  });
  const form = project
    ? createForm({
        ...options,
        schema: UpdateProject,
        toInput: (fields) => ({ projectId: project.id, ...toFields(fields) }),
        send: (input) => api.projects.update.mutate(input),
      })
    : createForm({
        ...options,
        schema: CreateProject,
        toInput: toFields,
        send: (input) => api.projects.create.mutate(input),
      });
  return (
    <form onSubmit={form.submit} novalidate>
      <DialogBody>
        <Field
          label={t('projects.name')}
          hint={t('projects.nameHint')}
          value={form.fields.name}
          onChange={(value) => form.set('name', value)}
          error={form.error('name')}
          input={{ autofocus: true, maxlength: 100 }}
        />
        <Field
          label={t('projects.client')}
          hint={t('projects.clientHint')}
          optional
          value={form.fields.clientName}
          onChange={(value) => form.set('clientName', value)}
          error={form.error('clientName')}
          input={{ maxlength: 100 }}
        />
        <PortalClientField
          value={form.fields.clientId}
          onChange={(clientId) => form.set('clientId', clientId)}
        />
        <TimezoneField
          value={form.fields.timezone}
          onChange={(value) => form.set('timezone', value)}
          error={form.error('timezone')}
        />
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={form.busy()}>
          {project ? t('common.save') : t('projects.create')}
        </Button>
      </DialogActions>
    </form>
  );
}
