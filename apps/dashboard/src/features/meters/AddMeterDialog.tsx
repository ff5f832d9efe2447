import { CreateUnit } from '@sitecast/api/sites/units/schema';
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { createForm } from '../../ui/form.ts';
import { notify } from '../../ui/Toasts.tsx';
import { MeterFormFields } from './MeterFormFields.tsx';
import { meterFields, toMeterInput } from './source-form.ts';

/** Adds a meter, which is read at once. */
export function AddMeterDialog(props: { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('meters.add')}
      lead={t('meters.form.lead')}
    >
      <AddMeterForm onClose={props.onClose} />
    </Dialog>
  );
}

function AddMeterForm(props: { onClose: () => void }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = createForm({
    initial: meterFields(),
    schema: CreateUnit,
    toInput: (fields) => toMeterInput(fields),
    send: (input) => api.units.create.mutate(input),
    onDone({ id, name }) {
      notify({ tone: 'good', title: t('meters.form.done', { name }) });
      void queries.invalidateQueries({ queryKey: keys.meterList });
      props.onClose();
      navigate(`/meters/${id}`);
    },
  });
  return (
    <DialogForm form={form} verb={t('meters.form.submit')} onCancel={props.onClose}>
      <MeterFormFields fields={form.fields} set={form.set} error={form.error} />
    </DialogForm>
  );
}
