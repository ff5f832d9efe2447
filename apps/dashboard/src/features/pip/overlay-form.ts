import type { NamedPosition, OverlayType } from '@sitecast/realtime/messages';

/** What the form holds: numbers as they are typed, colours empty for the player's own. */
export interface OverlayFields {
  type: OverlayType;
  uri: string;
  position: NamedPosition;
  width: string;
  height: string;
  duration: string;
  title: string;
  titleColor: string;
  backgroundColor: string;
  /** Percent. */
  opacity: number;
  borderRadius: string;
  closeButton: boolean;
}

/** The player's own colours, where none is given; its ground lets a little of the picture through. */
export const playerColors = { title: '#eef2f3', background: '#0c1113' };

export const emptyOverlay: OverlayFields = {
  type: 'image',
  uri: '',
  position: 'top-right',
  width: '480',
  height: '360',
  duration: '30',
  title: '',
  titleColor: '',
  backgroundColor: '',
  opacity: 100,
  borderRadius: '0',
  closeButton: false,
};

/** The fields as the input of `pip.show`, for its schema to check. */
export function toShowInput(fields: OverlayFields, deviceId: string) {
  return {
    deviceId,
    type: fields.type,
    uri: fields.uri.trim(),
    position: fields.position,
    width: toNumber(fields.width),
    height: toNumber(fields.height),
    duration: toNumber(fields.duration),
    title: fields.title.trim() === '' ? undefined : fields.title.trim(),
    titleColor: fields.titleColor === '' ? undefined : fields.titleColor,
    backgroundColor: fields.backgroundColor === '' ? undefined : fields.backgroundColor,
    opacity: fields.opacity / 100,
    borderRadius: toNumber(fields.borderRadius),
    closeButton: fields.closeButton,
  };
}

/** NaN for what is no number, an empty field included: the schema then asks for one. */
function toNumber(typed: string): number {
  return typed.trim() === '' ? Number.NaN : Number(typed);
}

/** A typed number for the preview, which is drawn while it is not valid yet. */
export function drawnNumber(
  typed: string,
  fallback: number,
  { min, max }: { min: number; max: number },
): number {
  const value = toNumber(typed);
  return Number.isNaN(value) ? fallback : Math.min(max, Math.max(min, value));
}

/** The host of an address that is complete enough to have one. */
export function hostOf(uri: string): string | undefined {
  try {
    const { protocol, host } = new URL(uri);
    return /^https?:$/.test(protocol) && host !== '' ? host : undefined;
  } catch {
    return undefined;
  }
}
