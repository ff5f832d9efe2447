import { createEffect, createSignal, on, onCleanup } from 'solid-js';

/** How long somebody may pause while typing. */
const TYPING_MS = 250;

/** What is typed, once it has stopped changing: to look it up not at every key. */
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
