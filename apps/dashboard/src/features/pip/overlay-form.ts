import { placeholdersOf, type Template, type TemplatePayload } from '@sitecast/api/screens/overlays/schema';
import type { NamedPosition, OverlayType } from '@sitecast/protocol/messages';

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
  /** What to put for the placeholders of a template. */
  values: Record<string, string>;
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
  values: {},
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

/** A saved overlay as the form holds it. A place in percent, which the form does not have, is drawn in the middle. */
export function templateFields({ payload }: Pick<Template, 'payload'>): OverlayFields {
  return {
    type: payload.type,
    uri: payload.uri,
    position: typeof payload.position === 'string' ? payload.position : 'center',
    width: String(payload.width),
    height: String(payload.height),
    duration: String(payload.duration),
    title: payload.title ?? '',
    titleColor: payload.titleColor ?? '',
    backgroundColor: payload.backgroundColor ?? '',
    opacity: Math.round(payload.opacity * 100),
    borderRadius: String(payload.borderRadius),
    closeButton: payload.closeButton,
    values: {},
  };
}

/** Which values the form asks for, as it is now. */
export function wantedValues({ title, uri }: OverlayFields): string[] {
  return [...new Set([...placeholdersOf(uri), ...placeholdersOf(title)])].sort();
}

/** The form on top of a template, as the input of `pip.show`. A value that is still empty is missing. */
export function toTemplateInput(template: Template, fields: OverlayFields, deviceId: string) {
  const filled = wantedValues(fields).flatMap((name) => {
    const value = fields.values[name] ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return {
    deviceId,
    template: template.id,
    values: Object.fromEntries(filled),
    ...changesTo(template, fields),
  };
}

/** What of the form is other than in the template: the rest is as it says. */
function changesTo(template: Pick<Template, 'payload'>, fields: OverlayFields) {
  const { deviceId: _, ...given } = toShowInput(fields, '');
  const { deviceId: __, ...saved } = toShowInput(templateFields(template), '');
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => value !== saved[name as keyof typeof saved]),
  );
}

/** The form as a template's content; what the form does not hold stays as it was in the one it came from. */
export function toTemplatePayload(fields: OverlayFields, from: TemplatePayload | undefined) {
  const { deviceId: _, ...given } = toShowInput(fields, '');
  return from === undefined ? given : { ...from, ...changesTo({ payload: from }, fields) };
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
