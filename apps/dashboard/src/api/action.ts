import { createSignal } from 'solid-js';
import { notifyProblem } from './problem.ts';

/** Something that a button does: not twice at once, and its failure is told. */
export function createAction<Args extends unknown[]>(run: (...args: Args) => Promise<void>) {
  const [busy, setBusy] = createSignal(false);
  return {
    busy,
    async run(...args: Args): Promise<void> {
      if (busy()) return;
      setBusy(true);
      try {
        await run(...args);
      } catch (error) {
        notifyProblem(error);
      } finally {
        setBusy(false);
      }
    },
  };
}
