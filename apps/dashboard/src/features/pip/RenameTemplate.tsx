import { type Template, UpdateTemplate } from '@sitecast/api/screens/overlays/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { notify } from '../../ui/Toasts.tsx';

interface RenameTemplateProps {
  template: Template;
  onClose: () => void;
}

export function RenameTemplate(props: RenameTemplateProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={t('overlays.templates.rename')}>
      <RenameForm {...props} />
    </Dialog>
  );
}

function RenameForm(props: RenameTemplateProps) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const form = createForm({
    initial: { name: props.template.name },
    schema: UpdateTemplate,
    toInput: ({ name }) => ({ templateId: props.template.id, name }),
    send: (input) => api.pip.template.update.mutate(input),
    onDone({ name }) {
      notify({ tone: 'good', title: t('overlays.templates.saved', { name }) });
      void queries.invalidateQueries({ queryKey: keys.templates });
      props.onClose();
    },
    placeProblem: (code) =>
      code === 'CONFLICT' ? { field: 'name', message: t('overlays.templates.taken') } : undefined,
  });
  return (
    <DialogForm form={form} verb={t('overlays.templates.rename')} onCancel={props.onClose}>
      <Field
        label={t('overlays.templates.name')}
        value={form.fields.name}
        onChange={(value) => form.set('name', value)}
        error={form.error('name')}
        input={{ autofocus: true, maxlength: 100 }}
      />
    </DialogForm>
  );
}
