import { z } from 'zod';
import { type SnakeCase, snakeCase } from './snake-case.ts';

export const OverlayType = z.enum(['image', 'web', 'video']);
export type OverlayType = z.infer<typeof OverlayType>;

export const NamedPosition = z.enum(['top-right', 'top-left', 'bottom-right', 'bottom-left', 'center']);
export type NamedPosition = z.infer<typeof NamedPosition>;

/** A corner, the centre, or the top left corner in percent (0–100) of the visible picture. */
export const OverlayPosition = z.union(
  [NamedPosition, z.strictObject({ x: z.number().min(0).max(100), y: z.number().min(0).max(100) })],
  'Must be a corner such as top-right, center, or x and y in percent (0–100)',
);
export type OverlayPosition = z.infer<typeof OverlayPosition>;

const HttpUrl = z.url({ protocol: /^https?$/, error: 'Must be an absolute http:// or https:// address' });
const Color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'Must be a colour written as #RRGGBB');
const SlotName = z.string().regex(/^[a-z0-9-]{1,32}$/, 'Must be 1 to 32 of a–z, 0–9 and -');

/**
 * The table of an overlay's fields. Everything else that lists them derives from it: the payload and its defaults, the
 * changes to a template, the message to screens, REST and its OpenAPI descriptions, the CLI's options and the
 * dashboard's form.
 */
export const overlayFields = {
  type: required(OverlayType, { help: 'What the URL leads to: an image, a web page or a video' }),
  uri: required(HttpUrl.max(2048), {
    help: 'http(s) URL, at most 2,048 characters; the screen loads it directly, so it must be able to reach it',
    value: 'url',
  }),
  position: defaulting(OverlayPosition, 'top-right', {
    help: 'top-right, top-left, bottom-right, bottom-left, center, or x and y in percent of the screen',
    value: 'position|x,y',
    inEveryMessage: true,
  }),
  width: defaulting(z.int().min(40).max(3840), 480, {
    help: 'Width in pixels of the screen',
    value: 'px',
    inEveryMessage: true,
  }),
  height: defaulting(z.int().min(40).max(3840), 360, {
    help: 'Height in pixels of the screen',
    value: 'px',
    inEveryMessage: true,
  }),
  duration: defaulting(z.number().min(0).max(86_400), 0, {
    help: 'Seconds; 0 = until cleared',
    value: 'seconds',
    inEveryMessage: true,
  }),
  title: optional(z.string().max(200), { help: 'Text of a title bar above the content', value: 'text' }),
  fontSize: defaulting(z.int().min(12).max(200), 24, {
    help: 'Font size of the title in pixels',
    value: 'px',
  }),
  titleColor: optional(Color, { help: 'Colour of the title, #RRGGBB', value: '#rrggbb' }),
  backgroundColor: optional(Color, { help: 'Background colour, #RRGGBB', value: '#rrggbb' }),
  opacity: defaulting(z.number().min(0).max(1), 1, {
    help: 'From 0 (invisible) to 1 (opaque)',
    value: '0–1',
  }),
  borderRadius: defaulting(z.number().min(0).max(512), 0, {
    help: 'Radius of the corners in pixels',
    value: 'px',
  }),
  closeButton: defaulting(z.boolean(), false, {
    help: 'Show a close button that a remote control can press',
  }),
  slot: defaulting(SlotName, 'main', {
    help: 'A slot holds one overlay at a time; a new one replaces it',
    value: 'name',
    inEveryMessage: true,
  }),
  priority: defaulting(z.int().min(-1000).max(1000), 0, {
    help: 'Overlays with a higher priority are drawn above others',
    value: 'n',
    inEveryMessage: true,
  }),
  exclusive: defaulting(z.boolean(), false, { help: 'Hide all other overlays while it shows' }),
  muted: defaulting(z.boolean(), true, { help: 'Mute a video', helpOff: 'Play a video with sound' }),
};

type OverlayFields = typeof overlayFields;
export type OverlayFieldName = keyof OverlayFields;
export const overlayFieldNames = Object.keys(overlayFields) as OverlayFieldName[];

interface FieldInfo {
  /** For users, in the CLI and OpenAPI. */
  help: string;
  /** Of a switch that is on by default: what turning it off does. */
  helpOff?: string;
  /** What a value is called in the CLI's help, such as `px`. */
  value?: string;
  /** Screens refuse a message without it. Not for new fields: overlays that a screen has saved lack them. */
  inEveryMessage?: true;
}

export type OverlayField = FieldInfo & { schema: z.ZodType; presence: string; default?: unknown };

export interface RequiredField<Schema extends z.ZodType> extends FieldInfo {
  presence: 'required';
  schema: Schema;
}
export interface OptionalField<Schema extends z.ZodType> extends FieldInfo {
  presence: 'optional';
  schema: Schema;
}
export interface DefaultingField<Schema extends z.ZodType> extends FieldInfo {
  presence: 'default';
  schema: Schema;
  default: z.output<Schema>;
}

function required<Schema extends z.ZodType, Info extends FieldInfo>(schema: Schema, info: Info) {
  return { presence: 'required', schema, ...info, inEveryMessage: true } as const;
}

function optional<Schema extends z.ZodType, Info extends FieldInfo>(schema: Schema, info: Info) {
  return { presence: 'optional', schema, ...info } as const;
}

function defaulting<Schema extends z.ZodType, Info extends FieldInfo>(
  schema: Schema,
  value: z.output<Schema>,
  info: Info,
) {
  return { presence: 'default', schema, default: value, ...info } as const;
}

type MessageShape = {
  [Name in OverlayFieldName as SnakeCase<Name>]: OverlayFields[Name] extends { inEveryMessage: true }
    ? OverlayFields[Name]['schema']
    : z.ZodOptional<OverlayFields[Name]['schema']>;
};

/** The fields as a message to screens carries them. */
export const overlayMessageShape = Object.fromEntries(
  Object.entries<OverlayField>(overlayFields).map(([name, { schema, inEveryMessage }]) => [
    snakeCase(name),
    inEveryMessage ? schema : schema.optional(),
  ]),
) as MessageShape;
