import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';
import { ProjectId } from '../../sites/projects/schema.ts';

export const CreatePortalLink = z.strictObject({
  projectId: ProjectId,
  label: z.string().trim().max(100).default('').describe('Who the link is for'),
  expiresInDays: z.int().min(1).max(3650).nullable().default(null).describe('Null: valid until revoked'),
});
export type CreatePortalLink = z.infer<typeof CreatePortalLink>;

export const ListPortalLinks = Page.extend({ projectId: ProjectId });
export type ListPortalLinks = z.infer<typeof ListPortalLinks>;

export const PortalLinkRef = z.strictObject({ projectId: ProjectId, linkId: z.uuid() });
export type PortalLinkRef = z.infer<typeof PortalLinkRef>;

/** A valid portal link, without its token. */
export const PortalLink = z.object({
  id: z.string(),
  label: z.string(),
  isPreview: z.boolean().describe('Whether this is the link that operators’ previews use'),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});
export type PortalLink = z.infer<typeof PortalLink>;

export const RevokedPortalLink = z.object({ id: z.string(), revokedAt: z.iso.datetime() });
export type RevokedPortalLink = z.infer<typeof RevokedPortalLink>;

export const PortalLinkPage = pageOf(PortalLink);
export type PortalLinkPage = z.infer<typeof PortalLinkPage>;

export const CreatedPortalLink = z.object({
  id: z.string(),
  url: z.string().describe('Shown only once'),
  label: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type CreatedPortalLink = z.infer<typeof CreatedPortalLink>;
