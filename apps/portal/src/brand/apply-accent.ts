import { accentProperties, isHex } from './accent.ts';

const names = Object.keys(accentProperties('#000000'));

/** Applies the workspace's accent colour to the page; null: the default. Uses the CSSOM, because the CSP forbids inline styles. */
export function applyAccent(accent: string | null): void {
  const { style } = document.documentElement;
  const properties = accent !== null && isHex(accent) ? accentProperties(accent) : {};
  for (const name of names) {
    if (properties[name] === undefined) style.removeProperty(name);
    else style.setProperty(name, properties[name]);
  }
}
