import { overlayFields } from '@sitecast/protocol/overlay';
import { OverlayPayload, overlayChangesShape } from '@sitecast/protocol/overlay-payload';
import { DeliveryStatus } from '@sitecast/protocol/workspace-events';
import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';

export const TargetId = z.uuid().describe('A device’s or a group’s id in this workspace');

/** Lower-case letters and digits, so that a placeholder has the same name in every interface. */
export const PlaceholderName = z.string().regex(/^[a-z][a-z0-9]{0,31}$/, 'Must be 1 to 32 of a–z and 0–9');

export const ShowOverlay = z
  .strictObject({
    deviceId: TargetId,
    ...overlayChangesShape,
    template: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('Name or id of a saved overlay; what is given besides takes the place of what it says'),
    values: z
      .record(PlaceholderName, z.string().max(500))
      .optional()
      .describe('What to put for the template’s placeholders, as text'),
    queueFor: z
      .number()
      .min(0)
      .max(86_400)
      .default(0)
      .describe('Seconds in which an offline screen still gets it when it returns'),
  })
  .check(({ value, issues }) => {
    if (value.template !== undefined) return;
    const message = 'Required unless a template is given';
    for (const name of ['type', 'uri'] as const)
      if (value[name] === undefined) issues.push({ code: 'custom', path: [name], message, input: undefined });
    if (value.values !== undefined)
      issues.push({
        code: 'custom',
        path: ['values'],
        message: 'Only allowed with a template',
        input: undefined,
      });
  });
export type ShowOverlay = z.infer<typeof ShowOverlay>;

export const ClearOverlay = z.strictObject({
  deviceId: TargetId,
  pipId: z.string().min(1).max(64).optional(),
});
export type ClearOverlay = z.infer<typeof ClearOverlay>;

export const TargetKind = z.enum(['device', 'group']);
export type TargetKind = z.infer<typeof TargetKind>;

const counts = { sent: z.int(), offline: z.int(), total: z.int() };
const result = { deviceId: z.string(), name: z.string() };

/** `sent`: the process that holds the screen's socket accepted it. The outcome is in the deliveries. */
export const ShowResult = z.object({
  success: z.literal(true),
  pipId: z.string(),
  target: TargetKind,
  ...counts,
  queued: z.int(),
  results: z.array(z.object({ ...result, status: DeliveryStatus.extract(['sent', 'offline', 'queued']) })),
});
export type ShowResult = z.infer<typeof ShowResult>;

export const ClearResult = z.object({
  success: z.literal(true),
  target: TargetKind,
  ...counts,
  results: z.array(z.object({ ...result, status: DeliveryStatus.extract(['sent', 'offline']) })),
});
export type ClearResult = z.infer<typeof ClearResult>;

export const ListOverlays = Page.extend({
  deviceId: TargetId.optional(),
  active: z
    .boolean()
    .optional()
    .describe('Only those that some screen should be showing now (true) or no longer (false)'),
});
export type ListOverlays = z.infer<typeof ListOverlays>;

export const Overlay = z.object({
  pipId: z.string(),
  target: TargetKind,
  targetId: z.string(),
  payload: OverlayPayload,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  expiresAt: z.iso
    .datetime()
    .nullable()
    .describe('When the screens that got it at once stop showing it; null = until cleared'),
  clearedAt: z.iso.datetime().nullable(),
  active: z.boolean().describe('Some screen should be showing it, or will when it returns in time'),
});
export type Overlay = z.infer<typeof Overlay>;

export const OverlayPage = pageOf(Overlay);
export type OverlayPage = z.infer<typeof OverlayPage>;

export const OverlayRef = z.strictObject({ pipId: z.uuid() });

export const Delivery = z.object({
  ...result,
  status: DeliveryStatus,
  at: z.iso.datetime(),
  detail: z.string().nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const OverlayWithDeliveries = Overlay.extend({ deliveries: z.array(Delivery) });
export type OverlayWithDeliveries = z.infer<typeof OverlayWithDeliveries>;

/** A player's report about an overlay. */
export const OverlayEvent = z.strictObject({
  pipId: z.string().max(64),
  status: DeliveryStatus.extract(['shown', 'failed', 'cleared', 'expired']),
  detail: z.string().max(500).optional(),
});
export type OverlayEvent = z.infer<typeof OverlayEvent>;

// ── Templates ────────────────────────────────────────────────────────────────

const placeholder = /\{([a-z][a-z0-9]{0,31})\}/g;

/** The placeholders of a text, such as `level` in `Level {level} dB`. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, name]) => name!);
}

/** Replaces placeholders in one pass, so that braces in a value stay text. Placeholders without a value are kept. */
export function fillIn(text: string, value: (name: string) => string | undefined): string {
  return text.replaceAll(placeholder, (braced, name: string) => value(name) ?? braced);
}

/** An overlay whose title and URL may contain placeholders. It must be valid once they are filled in. */
export const TemplatePayload = OverlayPayload.extend({
  uri: z
    .string()
    .max(2048)
    .refine((text) => overlayFields.uri.schema.safeParse(fillIn(text, () => 'x')).success, {
      error: 'Must be an absolute http:// or https:// address, with or without {placeholders}',
    }),
});
export type TemplatePayload = z.infer<typeof TemplatePayload>;

const TemplateName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => !z.uuid().safeParse(name).success, 'Must not look like an id');

export const CreateTemplate = z.strictObject({ name: TemplateName, payload: TemplatePayload });
export type CreateTemplate = z.infer<typeof CreateTemplate>;

export const UpdateTemplate = z.strictObject({
  templateId: z.uuid(),
  name: TemplateName.optional(),
  payload: TemplatePayload.optional(),
});
export type UpdateTemplate = z.infer<typeof UpdateTemplate>;

export const TemplateRef = z.strictObject({ templateId: z.uuid() });

/** A saved overlay. */
export const Template = z.object({
  id: z.string(),
  name: z.string(),
  payload: TemplatePayload,
  placeholders: z.array(z.string()).describe('Which values it takes'),
  createdAt: z.iso.datetime(),
});
export type Template = z.infer<typeof Template>;

export const TemplatePage = pageOf(Template);
export type TemplatePage = z.infer<typeof TemplatePage>;
