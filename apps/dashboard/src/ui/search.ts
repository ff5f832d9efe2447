import { createSignal } from 'solid-js';
import { createSettled } from './settled.ts';

export interface Search {
  /** What the field shows. */
  typed: () => string;
  type: (text: string) => void;
  /** What to look for once typing has paused; empty for everything. */
  wanted: () => string;
}

/** The state of a search field above a list. */
export function createSearch(): Search {
  const [typed, type] = createSignal('');
  return { typed, type, wanted: createSettled(() => typed().trim()) };
}
