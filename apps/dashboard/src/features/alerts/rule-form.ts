import type { ActionInput, Rule } from '@sitecast/api/alerts/rules/schema';
import type { ActionKind } from './action-icons.ts';
import type { Condition } from './condition.ts';

type LevelCondition = Extract<Condition, { kind: 'level' }>;
type HealthCondition = Extract<Condition, { kind: 'health' }>;

export const levelMetrics = [
  'lp',
  'laeq15min',
  'laeq1h',
  'leq',
  'lmax',
  'lpeak',
] as const satisfies LevelCondition['metric'][];
export const healthMetrics = [
  'unreachable',
  'stopped',
  'clockDrift',
  'batteryLow',
] as const satisfies HealthCondition['metric'][];
/** Stands for every location of the project. */
export const ALL = 'all';

/** What the form holds of an action: all that any kind may need. */
export interface ActionFields {
  kind: ActionKind;
  /** As they are typed, with commas. */
  to: string;
  url: string;
  /** The address that it has already, with a secret. */
  knownUrl?: string;
  newSecret: boolean;
  templateId: string;
  targetIds: string[];
}

/** What the form holds: numbers as they are typed. */
export interface RuleFields {
  name: string;
  projectId: string;
  locationId: string;
  kind: Condition['kind'];
  metric: LevelCondition['metric'];
  direction: LevelCondition['direction'];
  threshold: string;
  margin: string;
  healthMetric: HealthCondition['metric'];
  forSeconds: string;
  cooldownSeconds: string;
  timed: boolean;
  days: number[];
  from: string;
  until: string;
  actions: ActionFields[];
  enabled: boolean;
}

export function emptyAction(kind: ActionKind): ActionFields {
  return { kind, to: '', url: '', newSecret: false, templateId: '', targetIds: [] };
}

const emptyRule: RuleFields = {
  name: '',
  projectId: '',
  locationId: ALL,
  kind: 'level',
  metric: 'laeq15min',
  direction: 'above',
  threshold: '65',
  margin: '2',
  healthMetric: 'unreachable',
  forSeconds: '0',
  cooldownSeconds: '0',
  timed: false,
  days: [1, 2, 3, 4, 5, 6, 7],
  from: '22:00',
  until: '06:00',
  actions: [],
  enabled: true,
};

export function ruleFields(rule: Rule | undefined, projectId = ''): RuleFields {
  if (!rule) return { ...emptyRule, projectId };
  const { name, condition, actions, enabled } = rule;
  const { forSeconds, cooldownSeconds, active } = condition;
  return {
    ...emptyRule,
    name,
    enabled,
    projectId: rule.projectId ?? '',
    locationId: rule.locationId ?? ALL,
    kind: condition.kind,
    ...(condition.kind === 'level'
      ? {
          metric: condition.metric,
          direction: condition.direction,
          threshold: String(condition.threshold),
          margin: String(condition.margin),
        }
      : { healthMetric: condition.metric }),
    forSeconds: String(forSeconds),
    cooldownSeconds: String(cooldownSeconds),
    timed: active !== null,
    ...(active && { days: [...active.days], from: active.from, until: active.until }),
    actions: actions.map(actionFields),
  };
}

function actionFields(action: Rule['actions'][number]): ActionFields {
  const empty = emptyAction(action.kind);
  switch (action.kind) {
    case 'email':
      return { ...empty, to: action.to.join(', ') };
    case 'webhook':
      return { ...empty, url: action.url, knownUrl: action.url };
    case 'overlay':
      return { ...empty, templateId: action.templateId, targetIds: [...action.targetIds] };
    case 'portal':
      return empty;
  }
}

/** What the rule asks for, for the schema to check. */
export function toCondition(fields: RuleFields) {
  const common = {
    forSeconds: number(fields.forSeconds),
    cooldownSeconds: number(fields.cooldownSeconds),
    active: fields.timed ? { days: [...fields.days].sort(), from: fields.from, until: fields.until } : null,
  };
  if (fields.kind === 'health') return { kind: fields.kind, metric: fields.healthMetric, ...common };
  const { kind, metric, direction, threshold, margin } = fields;
  return { kind, metric, direction, threshold: number(threshold), margin: number(margin), ...common };
}

/** Of which project or location it is. */
export function toPlace({ projectId, locationId }: RuleFields) {
  return locationId === ALL ? { projectId } : { locationId };
}

export function toActions(actions: ActionFields[]): ActionInput[] {
  return actions.map(toAction);
}

function toAction(fields: ActionFields): ActionInput {
  const { kind, to, url, knownUrl, newSecret, templateId, targetIds } = fields;
  switch (kind) {
    case 'email':
      return { kind, to: to.split(/[,;\s]+/).filter((one) => one !== '') };
    case 'webhook':
      return { kind, url: url.trim(), newSecret: newSecret && url.trim() === knownUrl };
    case 'overlay':
      return { kind, templateId, targetIds: [...targetIds] };
    case 'portal':
      return { kind };
  }
}

/** NaN for what is no number: the schema then asks for one. */
function number(typed: string): number {
  return typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.'));
}
