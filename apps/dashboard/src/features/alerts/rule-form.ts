import type { ActionInput, Rule } from '@sitecast/api/alerts/rules/schema';
import type { Form } from '../../ui/form.ts';
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
/** The value of the location field for every location of the project. */
export const ALL = 'all';

/** The form's fields of an action: those of every kind. */
export interface ActionFields {
  kind: ActionKind;
  /** Addresses as typed, separated by commas. */
  to: string;
  url: string;
  /** The saved URL, which already has a secret. */
  knownUrl?: string;
  newSecret: boolean;
  templateId: string;
  targetIds: string[];
}

/** The form's fields; numbers as typed. */
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

/** The form of a rule, as its groups of fields take it. */
export type RuleForm = Form<RuleFields>;

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

/** The condition as the schema checks it. */
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

/** The project or location that the rule applies to. */
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

/** NaN, which the schema refuses, for anything that is not a number. */
function number(typed: string): number {
  return typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.'));
}
