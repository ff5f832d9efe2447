import { type QueryKey, useQueryClient } from '@tanstack/solid-query';
import { type ChangeOptions, createChange } from '../ui/change.ts';

/**
 * A change that a button or menu entry makes: one at a time, with a toast for success and failure, and the queries
 * whose keys are `stale` read again. `run` resolves to whether it succeeded and never rejects.
 *
 * @example
 * const remove = useChange({
 *   call: (group: Group) => api.groups.remove.mutate({ groupId: group.id }),
 *   said: (_answer, { name }) => t('groups.deleted', { name }),
 *   stale: [keys.groupLists],
 * });
 */
export function useChange<Args extends unknown[], Answer>(
  options: ChangeOptions<Args, Answer> & { stale?: QueryKey[] },
) {
  const queries = useQueryClient();
  // Busy until the page shows the change, so that the same button cannot be pressed for what is already done.
  return createChange(options, () =>
    Promise.allSettled(options.stale?.map((queryKey) => queries.invalidateQueries({ queryKey })) ?? []),
  );
}
