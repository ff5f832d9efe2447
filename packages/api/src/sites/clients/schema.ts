import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';

export const ClientId = z.uuid();
const Name = z.string().trim().min(1).max(100);

const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Must be lower-case letters, digits and single dashes')
  .max(60);

export const CreateClient = z.strictObject({
  name: Name,
  slug: Slug.optional().describe('Short name, unique in the workspace. Default: derived from the name'),
});
export type CreateClient = z.infer<typeof CreateClient>;

export const UpdateClient = z.strictObject({
  clientId: ClientId,
  name: Name.optional(),
  active: z
    .boolean()
    .optional()
    .describe('False blocks portal access and ends all portal sessions immediately'),
});
export type UpdateClient = z.infer<typeof UpdateClient>;

export const ClientRef = z.strictObject({ clientId: ClientId });

/** A password required in addition to the link. It may be short, since it is only a second factor and shared by phone. */
export const SetClientPassword = z.strictObject({
  clientId: ClientId,
  password: z.string().min(8).max(256).nullable().describe('Null removes the password'),
});
export type SetClientPassword = z.infer<typeof SetClientPassword>;

/** A customer whose projects we watch; sees only the portal. */
export const Client = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  active: z.boolean(),
  hasPassword: z.boolean().describe('Whether the portal asks for a password in addition to the link'),
  projectCount: z.int(),
  linkCount: z.int().describe('Number of valid portal links'),
  lastSeenAt: z.iso.datetime().nullable().describe('When a portal link was last used, not counting previews'),
  createdAt: z.iso.datetime(),
});
export type Client = z.infer<typeof Client>;

export const ListClients = Page;
export const ClientPage = pageOf(Client);
export type ClientPage = z.infer<typeof ClientPage>;
