import { placeholdersOf, type Template, type TemplatePayload } from '@sitecast/api/screens/overlays/schema';
import {
  type NamedPosition,
  type OverlayField,
  type OverlayFieldName,
  overlayFieldNames,
  overlayFields,
} from '@sitecast/protocol/overlay';
import { type OverlayPayload, overlayDefaults, toMessageFields } from '@sitecast/protocol/overlay-payload';
import { z } from 'zod';

/** Fields that the form leaves at their default, or at the template's value. */
type LeftOut = 'slot' | 'priority' | 'exclusive' | 'muted';
const leftOut: readonly OverlayFieldName[] = ['slot', 'priority', 'exclusive', 'muted'] satisfies LeftOut[];
export type FormField = Exclude<OverlayFieldName, LeftOut>;
const formFields = overlayFieldNames.filter((name): name is FormField => !leftOut.includes(name));

/** Fields that the form places itself; the others follow in the order of the table. */
type PlacedField = 'type' | 'uri' | 'position' | 'width' | 'height' | 'duration' | 'title';
const placed: readonly FormField[] = [
  'type',
  'uri',
  'position',
  'width',
  'height',
  'duration',
  'title',
] satisfies PlacedField[];
export type LookField = Exclude<FormField, PlacedField>;
export const lookFields = formFields.filter((name): name is LookField => !placed.includes(name));

/** Numbers are kept as typed, the opacity in percent; texts and colours may be empty. */
type FormValue<Name extends FormField> = Name extends 'position'
  ? NamedPosition
  : Name extends 'opacity'
    ? number
    : NonNullable<OverlayPayload[Name]> extends number
      ? string
      : NonNullable<OverlayPayload[Name]>;

/** The state of the form. */
export type OverlayForm = { [Name in FormField]: FormValue<Name> } & {
  /** Values for the template's placeholders. */
  values: Record<string, string>;
};

export const emptyOverlay = toForm({ ...overlayDefaults, type: 'image', uri: '', duration: 30 });

/** The fields as the input of `pip.show`, for its schema to check. */
export function toShowInput(fields: OverlayForm, deviceId: string) {
  return { deviceId, ...toPayloadInput(fields) };
}

function toPayloadInput(fields: OverlayForm): { [Name in FormField]: OverlayPayload[Name] | undefined } {
  const values = formFields.map((name) => [name, toInputValue(name, fields[name])] as const);
  return Object.fromEntries(values) as ReturnType<typeof toPayloadInput>;
}

function toInputValue(name: FormField, value: OverlayForm[FormField]): unknown {
  const { schema, presence }: OverlayField = overlayFields[name];
  if (name === 'opacity') return Number(value) / 100;
  if (typeof value !== 'string') return value;
  if (schema instanceof z.ZodNumber) return toNumber(value);
  return value.trim() === '' && presence === 'optional' ? undefined : value.trim();
}

/** A template as form fields. The form has no positions in percent; they become the centre. */
export function templateFields({ payload }: Pick<Template, 'payload'>): OverlayForm {
  return toForm(payload);
}

function toForm(payload: Partial<OverlayPayload>): OverlayForm {
  const values = formFields.map((name) => [name, toFormValue(name, payload[name])] as const);
  return { ...(Object.fromEntries(values) as Omit<OverlayForm, 'values'>), values: {} };
}

function toFormValue(name: FormField, value: OverlayPayload[FormField]): unknown {
  if (name === 'opacity') return Math.round(Number(value) * 100);
  if (name === 'position') return typeof value === 'string' ? value : 'center';
  return typeof value === 'number' ? String(value) : (value ?? '');
}

/** The names of the placeholders in the form's title and URL. */
export function wantedValues({ title, uri }: OverlayForm): string[] {
  return [...new Set([...placeholdersOf(uri), ...placeholdersOf(title)])].sort();
}

/** The changes to a template as input of `pip.show`. Empty values are left out, so that the schema reports them. */
export function toTemplateInput(template: Template, fields: OverlayForm, deviceId: string) {
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

/** The fields that differ from the template. */
function changesTo(template: Pick<Template, 'payload'>, fields: OverlayForm) {
  const saved = toPayloadInput(templateFields(template));
  return Object.fromEntries(
    Object.entries(toPayloadInput(fields)).filter(([name, value]) => value !== saved[name as FormField]),
  );
}

/** The form as a template's payload. Fields that the form lacks keep the value of the template it came from. */
export function toTemplatePayload(fields: OverlayForm, from: TemplatePayload | undefined) {
  return from === undefined ? toPayloadInput(fields) : { ...from, ...changesTo({ payload: from }, fields) };
}

/** NaN for anything that is no number, including an empty field, which the schema then rejects. */
function toNumber(typed: string): number {
  return typed.trim() === '' ? Number.NaN : Number(typed);
}

/** The form as the message that the preview draws, with invalid numbers replaced and others clamped. */
export function drawnOverlay(fields: OverlayForm) {
  const drawn = formFields.map((name) => [name, drawnValue(name, toInputValue(name, fields[name]))] as const);
  return toMessageFields(Object.fromEntries(drawn) as Pick<OverlayPayload, FormField>);
}

function drawnValue(name: FormField, value: unknown): unknown {
  const { schema, default: fallback }: OverlayField = overlayFields[name];
  if (typeof value !== 'number' || !(schema instanceof z.ZodNumber)) return value;
  const { minValue, maxValue } = schema;
  return Number.isNaN(value) ? fallback : Math.min(maxValue ?? value, Math.max(minValue ?? value, value));
}

/** The host of an http(s) URL; undefined while it is incomplete. */
export function hostOf(uri: string): string | undefined {
  try {
    const { protocol, host } = new URL(uri);
    return /^https?:$/.test(protocol) && host !== '' ? host : undefined;
  } catch {
    return undefined;
  }
}
