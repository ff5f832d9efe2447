import type { QueryKey } from '@tanstack/solid-query';
import { useChange } from '../../api/change.ts';
import { t } from '../../i18n/tokens.ts';
import type { Dialogs } from '../../ui/dialogs.tsx';
import type { AnyToken } from './token.ts';

/** Returns a function that asks before it revokes a token; afterwards the list of tokens is read again. */
export function useRevoke(
  revoke: (tokenId: string) => Promise<unknown>,
  stale: QueryKey,
  { confirm }: Dialogs,
): (token: AnyToken) => void {
  const change = useChange({
    call: ({ id }: AnyToken) => revoke(id),
    said: (_answer, { name }) => t('tokens.revoked', { name }),
    stale: [stale],
  });
  return (token) =>
    confirm({
      title: t('tokens.revokeTitle', { name: token.name }),
      lead: t('tokens.revokeLead'),
      verb: t('tokens.revoke'),
      run: () => change.run(token),
    });
}
