import type { PipShow } from './messages.ts';

/**
 * How an overlay's frame looks, for the player and the dashboard's preview. Lengths are in percent of the picture's
 * shorter side, which is what CSS calls vmin.
 */
export const overlayLook = {
  titleBar: {
    color: '#eef2f3',
    /** Behind the title and the content, unless the overlay has a colour of its own. */
    background: '#0c1113',
    backgroundOpacity: 0.92,
    height: 5.4,
    /** As a part of the overlay's height. */
    maxHeight: '50%',
    padding: 1,
    inset: 2,
    /** On the side of the close button. */
    insetBesideClose: 6.4,
    fontSize: 2.5,
    lineHeight: 1.25,
  },
  closeButton: {
    color: '#eef2f3',
    background: '#0a0e10',
    backgroundOpacity: 0.72,
    inset: 0.5,
    size: 4.4,
    padding: 0.9,
  },
} as const;

/**
 * The look as CSS variables.
 * @param toLength a CSS length for so many percent of the picture's shorter side
 */
export function overlayLookVariables(
  toLength: (percent: number) => string,
): Record<`--pip-${string}`, string> {
  const { titleBar, closeButton } = overlayLook;
  return {
    '--pip-title-color': titleBar.color,
    '--pip-title-background': withOpacity(titleBar.background, titleBar.backgroundOpacity),
    '--pip-title-height': toLength(titleBar.height),
    '--pip-title-max-height': titleBar.maxHeight,
    '--pip-title-padding': toLength(titleBar.padding),
    '--pip-title-inset': toLength(titleBar.inset),
    '--pip-title-inset-beside-close': toLength(titleBar.insetBesideClose),
    '--pip-title-font-size': toLength(titleBar.fontSize),
    '--pip-title-line-height': String(titleBar.lineHeight),
    '--pip-close-color': closeButton.color,
    '--pip-close-background': withOpacity(closeButton.background, closeButton.backgroundOpacity),
    '--pip-close-inset': toLength(closeButton.inset),
    '--pip-close-size': toLength(closeButton.size),
    '--pip-close-padding': toLength(closeButton.padding),
  };
}

/** CSS properties by name; undefined where the style sheet decides. */
type Style = Record<string, string | undefined>;

/**
 * How the fields of one overlay style its box and its title.
 * @param px a CSS length for so many pixels of the screen
 */
export function overlayStyle(
  fields: Partial<
    Pick<PipShow, 'background_color' | 'border_radius' | 'font_size' | 'opacity' | 'title_color'>
  >,
  px: (length: number) => string,
): { box: Style; title: Style } {
  const { background_color, border_radius = 0, font_size, opacity, title_color } = fields;
  return {
    box: {
      'background-color': background_color,
      'border-radius': border_radius > 0 ? px(border_radius) : undefined,
      opacity: opacity === undefined ? undefined : String(opacity),
    },
    title: { color: title_color, 'font-size': font_size === undefined ? undefined : px(font_size) },
  };
}

/** Not `#rrggbbaa`, which Chromium knows since 62. */
function withOpacity(color: string, opacity: number): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}
