import { CreateTemplate, type Template } from '@sitecast/api/screens/overlays/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { createMemo, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { errorClass, Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { notify } from '../../ui/Toasts.tsx';

interface TemplateDialogProps {
  /** The one that it came from: under its own name it is changed, under another one it stays. */
  template: Template | null;
  /** As the form has it; what is wrong with it is said here. */
  payload: object;
  onClose: () => void;
  onSaved?: (template: Template) => void;
}

/** Saves an overlay under a name. */
export function TemplateDialog(props: TemplateDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('overlays.templates.save')}
      lead={t('overlays.templates.saveLead')}
    >
      <TemplateForm {...props} />
    </Dialog>
  );
}

function TemplateForm(props: TemplateDialogProps) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const form = createForm({
    initial: { name: props.template?.name ?? '' },
    schema: CreateTemplate,
    toInput: ({ name }) => ({ name, payload: props.payload }),
    async send(input) {
      const same = input.name.toLowerCase() === props.template?.name.toLowerCase();
      if (!same) return api.pip.template.create.mutate(input);
      return api.pip.template.update.mutate({ ...input, templateId: props.template!.id });
    },
    onDone(template) {
      notify({ tone: 'good', title: t('overlays.templates.saved', { name: template.name }) });
      void queries.invalidateQueries({ queryKey: keys.templates });
      props.onSaved?.(template);
      props.onClose();
    },
  });
  /** The overlay itself is not in order yet: its own form says what. */
  const payloadError = createMemo(() => {
    const said = form.error('payload');
    return said === undefined ? undefined : `${t('overlay.uri')}: ${said}`;
  });
  return (
    <DialogForm form={form} verb={t('overlays.templates.save')} onCancel={props.onClose}>
      <Field
        label={t('overlays.templates.name')}
        value={form.fields.name}
        onChange={(value) => form.set('name', value)}
        error={form.error('name')}
        input={{ autofocus: true, maxlength: 100 }}
      />
      <Show when={payloadError()}>
        <p role="alert" class={errorClass}>
          {payloadError()}
        </p>
      </Show>
    </DialogForm>
  );
}
