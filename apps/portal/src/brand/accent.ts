/** `#rrggbb` */
export type Hex = `#${string}`;
type Rgb = [red: number, green: number, blue: number];

/** The worst-case backgrounds of theme.css for an accent. */
const LIGHT: Theme = { surface: '#ffffff', worst: '#eef1f4', away: '#000000' };
const DARK: Theme = { surface: '#14181e', worst: '#232a33', away: '#ffffff' };

interface Theme {
  surface: Hex;
  worst: Hex;
  /** Mixing towards this colour increases contrast. */
  away: Hex;
}

/** Minimum contrast for text and for shapes: WCAG 2.2, 1.4.3 and 1.4.11. */
const READABLE = 4.5;
const VISIBLE = 3;

/**
 * The accent properties of theme.css for a workspace's colour, in both themes. The colour is made darker or lighter where
 * its contrast is too low.
 */
export function accentProperties(accent: Hex): Record<string, string> {
  const light = shades(accent, LIGHT);
  const dark = shades(accent, DARK);
  return Object.fromEntries(
    Object.entries(light).map(([name, color]) => [
      `--${name}`,
      `light-dark(${color}, ${dark[name as keyof typeof dark]})`,
    ]),
  );
}

/** The accent and derived colours in one theme. */
function shades(color: Hex, theme: Theme) {
  const accent = untilContrast(color, theme.worst, VISIBLE, theme.away);
  const onAccent = contrast(accent, '#ffffff') >= READABLE ? '#ffffff' : '#000000';
  const soft = mix(theme.surface, accent, theme === LIGHT ? 0.08 : 0.16);
  const harder = contrast(theme.away, soft) < contrast(theme.away, theme.worst) ? soft : theme.worst;
  return {
    accent,
    'accent-strong': mix(accent, onAccent === '#ffffff' ? '#000000' : '#ffffff', 0.14),
    'accent-ink': untilContrast(color, harder, READABLE, theme.away),
    'accent-soft': soft,
    'on-accent': onAccent,
  } as const;
}

export function isHex(text: string): text is Hex {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** The contrast ratio of two colours, 1 to 21. @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Hex, other: Hex): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

function untilContrast(color: Hex, ground: Hex, ratio: number, away: Hex): Hex {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(color, away, share);
    if (contrast(mixed, ground) >= ratio) return mixed;
  }
  return away;
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: Hex): number {
  const [red, green, blue] = toRgb(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Mixes two colours. @param share of the second colour, 0 to 1 */
function mix(first: Hex, second: Hex, share: number): Hex {
  const [a, b] = [toRgb(first), toRgb(second)];
  return toHex(a.map((value, index) => Math.round(value + (b[index]! - value) * share)) as Rgb);
}

function toRgb(color: Hex): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as Rgb;
}

function toHex(rgb: Rgb): Hex {
  return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
