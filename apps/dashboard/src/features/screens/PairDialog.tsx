import { PairDevice } from '@sitecast/api/screens/devices/schema';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';

interface PairDialogProps {
  /** The pairing code from the player's QR code. */
  code: string | undefined;
  onClose: () => void;
}

/** Pairs a screen by the code that its player shows. */
export function PairDialog(props: PairDialogProps) {
  const { api } = useWorkspace();
  const hasCode = props.code !== undefined;
  const form = useForm({
    initial: { code: props.code ?? '', name: '' },
    schema: PairDevice,
    send: (input) => api.devices.pair.mutate(input),
    placeProblem: (code) => {
      if (code === 'NOT_FOUND') return { field: 'code', message: t('screens.pairing.unknown') };
      return code === 'EXPIRED' ? { field: 'code', message: t('screens.pairing.expired') } : undefined;
    },
    said: ({ name }) => t('screens.pairing.done', { name }),
    stale: [keys.screenList],
    onDone: () => props.onClose(),
  });
  return (
    <FormDialog
      title={t('screens.pair')}
      lead={t('screens.pairing.lead')}
      form={form}
      verb={t('screens.pairing.submit')}
      onClose={props.onClose}
    >
      <Field
        {...form.field('code')}
        label={t('screens.pairing.code')}
        input={{
          inputmode: 'numeric',
          autofocus: !hasCode,
          maxlength: 7,
          placeholder: '000 000',
          class: 'h-12 font-mono text-xl tracking-[0.18em]',
        }}
      />
      <Field
        {...form.field('name')}
        label={t('screens.pairing.name')}
        hint={t('screens.pairing.nameHint')}
        input={{ autofocus: hasCode, maxlength: 100 }}
      />
    </FormDialog>
  );
}
