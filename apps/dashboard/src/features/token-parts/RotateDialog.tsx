import { RotateToken } from '@sitecast/api/people/tokens/schema';
import type { QueryKey } from '@tanstack/solid-query';
import { useForm } from '../../api/form.ts';
import { t } from '../../i18n/tokens.ts';
import { SecretDialog } from '../../ui/SecretDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { type AnyToken, type Minted, tokenSecret } from './token.ts';

/** In minutes. */
const graces = [0, 15, 60, 24 * 60];

interface RotateDialogProps {
  token: AnyToken;
  rotate: (input: RotateToken) => Promise<Minted>;
  lead?: string;
  warning: (name: string) => string;
  /** The list of tokens. */
  stale: QueryKey;
  onClose: () => void;
}

/** Replaces a token by a new one with the same name. */
export function RotateDialog(props: RotateDialogProps) {
  const { id: tokenId, name } = props.token;
  const form = useForm({
    initial: { graceMinutes: 0 },
    schema: RotateToken,
    toInput: (fields) => ({ tokenId, ...fields }),
    send: (input) => props.rotate(input),
    said: (token) => t('tokens.rotated', { name: token.name }),
    stale: [props.stale],
  });
  const labelOf = (minutes: number) => {
    if (minutes === 0) return t('tokens.graces.none');
    return minutes < 60
      ? t('tokens.graces.minutes', { minutes })
      : t('tokens.graces.hours', { hours: minutes / 60 });
  };
  return (
    <SecretDialog
      title={t('tokens.rotateTitle', { name })}
      lead={props.lead ?? t('tokens.rotateLead')}
      verb={t('tokens.rotate')}
      form={form}
      secret={tokenSecret(form.answer(), props.warning)}
      onClose={props.onClose}
    >
      <Select
        {...form.field('graceMinutes')}
        label={t('tokens.grace')}
        options={graces.map((value) => ({ value, label: labelOf(value) }))}
      />
    </SecretDialog>
  );
}
