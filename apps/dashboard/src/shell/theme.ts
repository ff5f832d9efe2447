import { createSignal } from 'solid-js';
import { readStored, writeStored } from '../ui/stored.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const STORED_AS = 'theme';
const stored = readStored(STORED_AS);
const [theme, setTheme] = createSignal<Theme>(themes.find((known) => known === stored) ?? 'system');

export { theme };

/** Changes the theme and remembers it; theme-first.js sets it at the next start. */
export function changeTheme(next: Theme): void {
  setTheme(next);
  writeStored(STORED_AS, next === 'system' ? null : next);
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}
