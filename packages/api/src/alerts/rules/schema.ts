import { languageCodes } from '@sitecast/i18n';
import { AlertRule as AlertCondition } from '@sitecast/monitor/alert-rule';
import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';
import { Email } from '../../people/users/schema.ts';
import { TargetId } from '../../screens/overlays/schema.ts';
import { LocationId, ProjectId } from '../../sites/projects/schema.ts';

export { AlertCondition };

const Name = z.string().trim().min(1).max(100);

/** The placeholders that an alert has values for. */
export const OVERLAY_VALUES = ['location', 'metric', 'value', 'threshold'] as const;

// ── What an alert does ───────────────────────────────────────────────────────

export const EmailAction = z.strictObject({ kind: z.literal('email'), to: z.array(Email).min(1).max(10) });

export const webhook = {
  kind: z.literal('webhook'),
  url: z
    .url({ protocol: /^https?$/, error: 'Must be an absolute http:// or https:// address' })
    .max(2048)
    .describe('May be a host in the server’s own network'),
};

/** A banner in the portal of the project's client. */
const PortalAction = z.strictObject({ kind: z.literal('portal') });

export const OverlayAction = z.strictObject({
  kind: z.literal('overlay'),
  targetIds: z.array(TargetId).min(1).max(20),
  templateId: z.uuid().describe(`A template with no other placeholders than ${OVERLAY_VALUES.join(', ')}`),
});

export const ActionInput = z.discriminatedUnion('kind', [
  EmailAction,
  z.strictObject({
    ...webhook,
    newSecret: z.boolean().default(false).describe('Replaces the receiver’s secret'),
  }),
  PortalAction,
  OverlayAction,
]);
export type ActionInput = z.infer<typeof ActionInput>;

const Actions = z.array(ActionInput).max(10);

/** The language of the person who set the action up. */
export const ActionLanguage = z.enum(languageCodes);

/** As stored. A webhook's secret is derived from the server's key and `secretId`, and stored nowhere. */
export const StoredAction = z.discriminatedUnion('kind', [
  EmailAction.extend({ language: ActionLanguage }),
  z.strictObject({ ...webhook, secretId: z.string() }),
  PortalAction,
  OverlayAction.extend({ language: ActionLanguage }),
]);
export type StoredAction = z.infer<typeof StoredAction>;

const Action = z.discriminatedUnion('kind', [
  EmailAction,
  z.strictObject(webhook),
  PortalAction,
  OverlayAction,
]);

// ── Rules ────────────────────────────────────────────────────────────────────

export const CreateRule = z
  .strictObject({
    name: Name,
    projectId: ProjectId.optional().describe('For all locations of a project, or'),
    locationId: LocationId.optional().describe('for one location'),
    condition: AlertCondition,
    actions: Actions.default([]),
    enabled: z.boolean().default(true),
  })
  .refine(({ projectId, locationId }) => (projectId === undefined) !== (locationId === undefined), {
    path: ['projectId'],
    error: 'Name either a project or a location',
  });
export type CreateRule = z.infer<typeof CreateRule>;

export const UpdateRule = z.strictObject({
  ruleId: z.uuid(),
  name: Name.optional(),
  condition: AlertCondition.optional(),
  actions: Actions.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateRule = z.infer<typeof UpdateRule>;

export const RuleRef = z.strictObject({ ruleId: z.uuid() });

export const Rule = z.object({
  id: z.string(),
  name: z.string(),
  projectId: z.string().nullable(),
  locationId: z.string().nullable(),
  placeName: z.string().describe('Name of the project or the location'),
  condition: AlertCondition,
  actions: z.array(Action),
  enabled: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type Rule = z.infer<typeof Rule>;

export const SavedRule = Rule.extend({
  secrets: z
    .array(z.object({ url: z.string(), secret: z.string() }))
    .describe('Secrets of new webhooks; shown only once'),
});
export type SavedRule = z.infer<typeof SavedRule>;

export const ListRules = Page.extend({ projectId: ProjectId.optional(), locationId: LocationId.optional() });
export type ListRules = z.infer<typeof ListRules>;
export const RulePage = pageOf(Rule);
export type RulePage = z.infer<typeof RulePage>;

export const DryRun = z
  .strictObject({
    projectId: ProjectId.optional(),
    locationId: LocationId.optional(),
    condition: AlertCondition,
    days: z.int().min(1).max(7).default(7),
  })
  .refine(({ projectId, locationId }) => (projectId === undefined) !== (locationId === undefined), {
    path: ['projectId'],
    error: 'Name either a project or a location',
  });
export type DryRun = z.infer<typeof DryRun>;

export const DryRunResult = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  possible: z
    .boolean()
    .describe('False for metrics that are not stored by the minute: Lpeak and meter health'),
  locations: z.array(
    z.object({
      locationId: z.string(),
      name: z.string(),
      minutes: z.int().describe('Number of minutes measured'),
      alerts: z.array(
        z.object({
          onsetAt: z.iso.datetime(),
          clearedAt: z.iso.datetime().nullable().describe('Null if it would still be open'),
          peak: z.number(),
          peakAt: z.iso.datetime(),
        }),
      ),
    }),
  ),
});
export type DryRunResult = z.infer<typeof DryRunResult>;
