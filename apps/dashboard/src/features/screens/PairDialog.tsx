import { PairDevice } from '@sitecast/api/screens/devices/schema';
import { useQueryClient } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { notify } from '../../ui/Toasts.tsx';

interface PairDialogProps {
  /** What the person brings along, by the QR code. */
  code: string | undefined;
  onClose: () => void;
}

/** Makes a player that shows a code one of our screens. */
export function PairDialog(props: PairDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('screens.pair')}
      lead={t('screens.pairing.lead')}
    >
      <PairForm code={props.code} onClose={props.onClose} />
    </Dialog>
  );
}

function PairForm(props: { code: string | undefined; onClose: () => void }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const form = createForm({
    initial: { code: props.code ?? '', name: '' },
    schema: PairDevice,
    toInput: (fields) => fields,
    send: (input) => api.devices.pair.mutate(input),
    placeProblem: (code) => {
      if (code === 'NOT_FOUND') return { field: 'code', message: t('screens.pairing.unknown') };
      return code === 'EXPIRED' ? { field: 'code', message: t('screens.pairing.expired') } : undefined;
    },
    onDone(device) {
      notify({ tone: 'good', title: t('screens.pairing.done', { name: device.name }) });
      void queries.invalidateQueries({ queryKey: keys.screenList });
      props.onClose();
    },
  });
  const known = props.code !== undefined;
  return (
    <DialogForm form={form} verb={t('screens.pairing.submit')} onCancel={props.onClose}>
      <Field
        label={t('screens.pairing.code')}
        value={form.fields.code}
        onChange={(value) => form.set('code', value)}
        error={form.error('code')}
        input={{
          inputmode: 'numeric',
          autofocus: !known,
          maxlength: 7,
          placeholder: '000 000',
          class: 'h-12 font-mono text-xl tracking-[0.18em]',
        }}
      />
      <Field
        label={t('screens.pairing.name')}
        hint={t('screens.pairing.nameHint')}
        value={form.fields.name}
        onChange={(value) => form.set('name', value)}
        error={form.error('name')}
        input={{ autofocus: known, maxlength: 100 }}
      />
    </DialogForm>
  );
}
