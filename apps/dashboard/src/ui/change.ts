import { createSignal } from 'solid-js';
import { notifyProblem } from '../api/problem.ts';
import { notify } from './Toasts.tsx';

export interface ChangeOptions<Args extends unknown[], Answer> {
  call: (...args: Args) => Promise<Answer>;
  /** The toast that reports success; none without it. */
  said?: (answer: Answer, ...args: Args) => string;
  /** What else follows success, such as leaving the page. A failure here is reported like one of the call. */
  done?: (answer: Answer, ...args: Args) => unknown;
}

/**
 * `useChange` for pages before the login, which keep no queries.
 *
 * @param refresh follows success, and keeps the change busy until it resolves
 */
export function createChange<Args extends unknown[], Answer>(
  options: ChangeOptions<Args, Answer>,
  refresh?: () => Promise<unknown>,
) {
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
    void Promise.resolve(refresh?.()).then(() => setBusy(false));
    return true;
  }

  return { busy, run };
}
