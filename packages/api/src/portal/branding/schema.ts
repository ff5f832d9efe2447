import { z } from 'zod';

/** Maximum size of a logo, in bytes. */
export const MAX_LOGO_BYTES = 256 * 1024;

export const Accent = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'Must be a colour such as #0f766e')
  .transform((colour) => colour.toLowerCase());

export const UpdateBranding = z.strictObject({
  name: z.string().trim().min(1).max(100).nullable().optional().describe('Null: use the workspace’s name'),
  accent: Accent.nullable().optional().describe('Accent colour as #rrggbb. Null: Sitecast’s'),
});
export type UpdateBranding = z.infer<typeof UpdateBranding>;

export const SetLogo = z.strictObject({
  image: z
    .base64()
    .max(Math.ceil(MAX_LOGO_BYTES / 3) * 4)
    .describe('PNG, JPEG or WebP, at most 256 KiB, as base64'),
});
export type SetLogo = z.infer<typeof SetLogo>;

export const LogoType = z.enum(['image/png', 'image/jpeg', 'image/webp']);
export type LogoType = z.infer<typeof LogoType>;

/** The branding of a workspace's portals, as set by its administrators. */
export const Branding = z.object({
  name: z.string().nullable().describe('Null: use the workspace’s name'),
  accent: z.string().nullable().describe('Accent colour as #rrggbb. Null: Sitecast’s'),
  logo: z
    .object({ type: LogoType, image: z.string().describe('Base64') })
    .nullable()
    .describe('Shown beside the name'),
});
export type Branding = z.infer<typeof Branding>;
