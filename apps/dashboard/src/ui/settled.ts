import { createEffect, createSignal, on, onCleanup } from 'solid-js';

/** The pause after which typing counts as finished. */
const TYPING_MS = 250;

/** The value once it has stopped changing, so that a search does not run at every key. */
export function createSettled(value: () => string): () => string {
  const [settled, setSettled] = createSignal(value());
  createEffect(
    on(
      value,
      (latest) => {
        const timer = setTimeout(() => setSettled(latest), TYPING_MS);
        onCleanup(() => clearTimeout(timer));
      },
      { defer: true },
    ),
  );
  return settled;
}
