import { CreateUnit } from '@sitecast/api/sites/units/schema';
import { useNavigate } from '@solidjs/router';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/meters.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { MeterFormFields } from './MeterFormFields.tsx';
import { meterFields, toMeterInput } from './source-form.ts';

/** Adds a meter and opens its page. */
export function AddMeterDialog(props: { onClose: () => void }) {
  const { api } = useWorkspace();
  const navigate = useNavigate();
  const form = useForm({
    initial: meterFields(),
    schema: CreateUnit,
    toInput: (fields) => toMeterInput(fields),
    send: (input) => api.units.create.mutate(input),
    said: ({ name }) => t('meters.form.done', { name }),
    stale: [keys.meterList],
    onDone({ id }) {
      props.onClose();
      navigate(`/meters/${id}`);
    },
  });
  return (
    <FormDialog
      title={t('meters.add')}
      lead={t('meters.form.lead')}
      verb={t('meters.form.submit')}
      form={form}
      onClose={props.onClose}
    >
      <MeterFormFields form={form} />
    </FormDialog>
  );
}
