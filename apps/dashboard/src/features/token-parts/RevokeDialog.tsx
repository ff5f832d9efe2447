import { type QueryKey, useQueryClient } from '@tanstack/solid-query';
import { createAction } from '../../api/action.ts';
import { t } from '../../i18n/tokens.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { notify } from '../../ui/Toasts.tsx';
import type { AnyToken } from './token.ts';

interface RevokeDialogProps {
  token: AnyToken | undefined;
  revoke: (tokenId: string) => Promise<unknown>;
  /** The lists that hold it. */
  queryKey: QueryKey;
  onClose: () => void;
}

/** Asks before a token ends, naming it. */
export function RevokeDialog(props: RevokeDialogProps) {
  const queries = useQueryClient();
  const revoke = createAction(async ({ id, name }: AnyToken) => {
    await props.revoke(id);
    props.onClose();
    notify({ tone: 'good', title: t('tokens.revoked', { name }) });
    await queries.invalidateQueries({ queryKey: props.queryKey });
  });
  return (
    <ConfirmDialog
      open={props.token !== undefined}
      onOpenChange={(open) => !open && props.onClose()}
      title={t('tokens.revokeTitle', { name: props.token?.name ?? '' })}
      lead={t('tokens.revokeLead')}
      verb={t('tokens.revoke')}
      busy={revoke.busy()}
      onConfirm={() => {
        if (props.token) void revoke.run(props.token);
      }}
    />
  );
}
