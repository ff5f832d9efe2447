import { createSignal } from 'solid-js';
import { readStored, writeStored } from './stored.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const STORED_AS = 'theme';
const stored = readStored(STORED_AS);
const [theme, setTheme] = createSignal<Theme>(themes.find((known) => known === stored) ?? 'system');

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const [dark, setDark] = createSignal(systemIsDark.matches);
systemIsDark.addEventListener('change', ({ matches }) => setDark(matches));

export { theme };

/** Whether the page is currently dark, by choice or by the system's setting. */
export function isDark(): boolean {
  return theme() === 'system' ? dark() : theme() === 'dark';
}

/** Changes and stores the theme; theme-first.js applies it on the next load. */
export function changeTheme(next: Theme): void {
  setTheme(next);
  writeStored(STORED_AS, next === 'system' ? null : next);
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}
