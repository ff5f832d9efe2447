import { type QueryKey, useQueryClient } from '@tanstack/solid-query';
import { createSignal } from 'solid-js';
import { notify } from '../ui/Toasts.tsx';
import { notifyProblem } from './problem.ts';

interface ChangeOptions<Args extends unknown[], Answer> {
  call: (...args: Args) => Promise<Answer>;
  /** The toast that reports success; none without it. */
  said?: (answer: Answer, ...args: Args) => string;
  /** Query keys to read again. */
  stale?: QueryKey[];
  /** What else follows success, such as leaving the page. A failure here is reported like one of the call. */
  done?: (answer: Answer, ...args: Args) => unknown;
}

/**
 * A change that a button or menu entry makes: one at a time, with a toast for success and failure, and the affected
 * queries read again. `run` resolves to whether it succeeded and never rejects.
 *
 * @example
 * const remove = useChange({
 *   call: (group: Group) => api.groups.remove.mutate({ groupId: group.id }),
 *   said: (_answer, { name }) => t('groups.deleted', { name }),
 *   stale: [keys.groupLists],
 * });
 */
export function useChange<Args extends unknown[], Answer>(options: ChangeOptions<Args, Answer>) {
  const queries = useQueryClient();
  const [busy, setBusy] = createSignal(false);

  async function run(...args: Args): Promise<boolean> {
    if (busy()) return false;
    setBusy(true);
    try {
      const answer = await options.call(...args);
      if (options.said) notify({ tone: 'good', title: options.said(answer, ...args) });
      await options.done?.(answer, ...args);
    } catch (error) {
      setBusy(false);
      notifyProblem(error);
      return false;
    }
    const reads = options.stale?.map((queryKey) => queries.invalidateQueries({ queryKey })) ?? [];
    // Busy until the page shows the change, so that the same button cannot be pressed for what is already done.
    void Promise.allSettled(reads).then(() => setBusy(false));
    return true;
  }

  return { busy, run };
}
