import { accentProperties, isHex } from './accent.ts';

const names = Object.keys(accentProperties('#000000'));

/** Gives the page the colour of the firm whose portal it is; null: ours. By the CSSOM: the page allows no inline style. */
export function wearAccent(accent: string | null): void {
  const { style } = document.documentElement;
  const worn = accent !== null && isHex(accent) ? accentProperties(accent) : {};
  for (const name of names) {
    if (worn[name] === undefined) style.removeProperty(name);
    else style.setProperty(name, worn[name]);
  }
}
