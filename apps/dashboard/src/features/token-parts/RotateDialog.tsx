import { RotateToken } from '@sitecast/api/people/tokens/schema';
import type { QueryKey } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { t } from '../../i18n/tokens.ts';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { createForm } from '../../ui/form.ts';
import { Select } from '../../ui/Select.tsx';
import { SecretDialog } from './SecretDialog.tsx';
import type { AnyToken, Minted } from './token.ts';

/** In minutes. */
const graces = [0, 15, 60, 24 * 60];

interface RotateDialogProps {
  token: AnyToken | undefined;
  rotate: (input: RotateToken) => Promise<Minted>;
  lead?: string;
  warning: (name: string) => string;
  queryKey: QueryKey;
  onClose: () => void;
}

/** Puts a new token in the place of one. */
export function RotateDialog(props: RotateDialogProps) {
  return (
    <SecretDialog
      open={props.token !== undefined}
      title={t('tokens.rotateTitle', { name: props.token?.name ?? '' })}
      lead={props.lead ?? t('tokens.rotateLead')}
      said={(name) => t('tokens.rotated', { name })}
      warning={props.warning}
      queryKey={props.queryKey}
      onClose={props.onClose}
      form={(onMinted) => (
        <Show when={props.token}>
          {(token) => (
            <RotateForm
              tokenId={token().id}
              rotate={props.rotate}
              onCancel={props.onClose}
              onMinted={onMinted}
            />
          )}
        </Show>
      )}
    />
  );
}

interface RotateFormProps {
  tokenId: string;
  rotate: RotateDialogProps['rotate'];
  onCancel: () => void;
  onMinted: (token: Minted) => void;
}

function RotateForm(props: RotateFormProps) {
  const { tokenId } = props;
  const form = createForm({
    initial: { graceMinutes: 0 },
    schema: RotateToken,
    toInput: (fields) => ({ tokenId, ...fields }),
    send: (input) => props.rotate(input),
    onDone: (token) => props.onMinted(token),
  });
  const labelOf = (minutes: number) => {
    if (minutes === 0) return t('tokens.graces.none');
    return minutes < 60
      ? t('tokens.graces.minutes', { minutes })
      : t('tokens.graces.hours', { hours: minutes / 60 });
  };
  return (
    <DialogForm form={form} verb={t('tokens.rotate')} onCancel={props.onCancel}>
      <Select
        label={t('tokens.grace')}
        value={form.fields.graceMinutes}
        onChange={(minutes) => form.set('graceMinutes', minutes)}
        error={form.error('graceMinutes')}
        options={graces.map((value) => ({ value, label: labelOf(value) }))}
      />
    </DialogForm>
  );
}
