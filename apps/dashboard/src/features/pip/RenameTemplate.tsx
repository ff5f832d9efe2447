import { type Template, UpdateTemplate } from '@sitecast/api/screens/overlays/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { Field } from '../../ui/Field.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';

export function RenameTemplate(props: { template: Template; onClose: () => void }) {
  const { api } = useWorkspace();
  const form = useForm({
    initial: { name: props.template.name },
    schema: UpdateTemplate,
    toInput: ({ name }) => ({ templateId: props.template.id, name }),
    send: (input) => api.pip.template.update.mutate(input),
    said: ({ name }) => t('overlays.templates.saved', { name }),
    stale: [keys.templates],
    onDone: () => props.onClose(),
    placeProblem: (code) =>
      code === 'CONFLICT' ? { field: 'name', message: t('overlays.templates.taken') } : undefined,
  });
  const verb = () => t('overlays.templates.rename');
  return (
    <FormDialog title={verb()} form={form} verb={verb()} onClose={props.onClose}>
      <Field
        {...form.field('name')}
        label={t('overlays.templates.name')}
        input={{ autofocus: true, maxlength: 100 }}
      />
    </FormDialog>
  );
}
