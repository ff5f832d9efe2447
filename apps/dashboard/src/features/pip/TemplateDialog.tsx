import { CreateTemplate, type Template } from '@sitecast/api/screens/overlays/schema';
import { Show } from 'solid-js';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { errorClass, Field } from '../../ui/Field.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';

interface TemplateDialogProps {
  /** The template the overlay was made from: saving under its name updates it, under another creates a new one. */
  template: Template | null;
  /** The overlay as entered; its errors appear in the dialog. */
  payload: object;
  onClose: () => void;
  onSaved: (template: Template) => void;
}

/** Saves an overlay as a template. */
export function TemplateDialog(props: TemplateDialogProps) {
  const { api } = useWorkspace();
  const form = useForm({
    initial: { name: props.template?.name ?? '' },
    schema: CreateTemplate,
    toInput: ({ name }) => ({ name, payload: props.payload }),
    send(input) {
      const isSame = input.name.toLowerCase() === props.template?.name.toLowerCase();
      return isSame
        ? api.pip.template.update.mutate({ ...input, templateId: props.template!.id })
        : api.pip.template.create.mutate(input);
    },
    said: ({ name }) => t('overlays.templates.saved', { name }),
    stale: [keys.templates],
    onDone(template) {
      props.onSaved(template);
      props.onClose();
    },
  });
  return (
    <FormDialog
      title={t('overlays.templates.save')}
      lead={t('overlays.templates.saveLead')}
      form={form}
      verb={t('overlays.templates.save')}
      onClose={props.onClose}
    >
      <Field
        {...form.field('name')}
        label={t('overlays.templates.name')}
        input={{ autofocus: true, maxlength: 100 }}
      />
      <Show when={form.error('payload')}>
        {(error) => (
          <p role="alert" class={errorClass}>
            {`${t('overlay.uri')}: ${error()}`}
          </p>
        )}
      </Show>
    </FormDialog>
  );
}
