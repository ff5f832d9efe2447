import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';

const Time = z.iso.datetime({ offset: true });

/** Selects entries that match all of the given fields. */
export const AuditFilter = z.strictObject({
  scope: z
    .enum(['platform', 'workspace'])
    .optional()
    .describe(
      'The whole installation (platform administrators only) or one workspace (its admins only). ' +
        'Default: everything you can see.',
    ),
  actor: z
    .string()
    .trim()
    .min(1)
    .max(254)
    .optional()
    .describe('An ID, or part of the e-mail address or name'),
  action: z
    .string()
    .regex(
      /^[a-z_]{1,50}\.([a-z_]{1,50}|\*)$/,
      'Must be an action such as pip.show, or pip.* for all of a kind',
    )
    .optional()
    .describe('An action such as `pip.show`, or `pip.*`'),
  resourceKind: z.string().trim().min(1).max(50).optional(),
  resourceId: z.string().trim().min(1).max(100).optional(),
  from: Time.optional().describe('Start time, inclusive'),
  to: Time.optional().describe('End time, exclusive'),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const ListAudit = AuditFilter.extend(Page.shape);
export type ListAudit = z.infer<typeof ListAudit>;

/** One recorded action: who did what to which resource, when and from which address. */
export const AuditEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({
    kind: z.enum(['user', 'apiToken', 'device', 'system', 'anonymous']),
    id: z.string().nullable(),
    label: z.string().describe('E-mail address or name at that time'),
  }),
  action: z.string(),
  resource: z.object({ kind: z.string(), id: z.string().nullable() }),
  workspaceId: z.string().nullable(),
  ip: z.string().nullable(),
  details: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = pageOf(AuditEntry);
export type AuditPage = z.infer<typeof AuditPage>;
