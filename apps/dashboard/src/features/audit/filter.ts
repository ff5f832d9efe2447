import { AuditFilter } from '@sitecast/api/people/audit-log/schema';

/** The filters as typed, which are also the page's search parameters. */
export interface AuditQuery {
  actor: string;
  action: string;
  /** A kind, or a kind and an id separated by a space. */
  resource: string;
  /** First and last day in the viewer's time zone, such as 2026-05-04. */
  from: string;
  to: string;
}

export const emptyQuery: AuditQuery = { actor: '', action: '', resource: '', from: '', to: '' };

/** The filters in a page's search parameters. */
export function queryOf(params: Record<string, string | string[] | undefined>): AuditQuery {
  const text = (name: keyof AuditQuery) => {
    const value = params[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    actor: text('actor'),
    action: text('action'),
    resource: text('resource'),
    from: text('from'),
    to: text('to'),
  };
}

/** The filters as the API takes them; leaves out what is not (yet) valid. */
export function toAuditFilter(
  scope: AuditFilter['scope'],
  { actor, action, resource, from, to }: AuditQuery,
): AuditFilter {
  const [resourceKind, resourceId] = resource.trim().split(/\s+/);
  return {
    scope,
    actor: actor.trim() || undefined,
    action: toAction(action),
    resourceKind: resourceKind || undefined,
    resourceId: resourceId || undefined,
    from: dayStart(from, 0),
    to: dayStart(to, 1),
  };
}

/** Whether the text is empty or an action. */
export function isAction(typed: string): boolean {
  return typed.trim() === '' || toAction(typed) !== undefined;
}

/** `pip` and `pip.` stand for all actions that start with `pip.` */
function toAction(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const action = /^[a-z_]+\.?$/.test(text) ? `${text.replace('.', '')}.*` : text;
  return AuditFilter.shape.action.safeParse(action).data;
}

function dayStart(day: string, plusDays: number): string | undefined {
  const start = new Date(`${day}T00:00:00`);
  if (Number.isNaN(start.getTime())) return undefined;
  start.setDate(start.getDate() + plusDays);
  return start.toISOString();
}

/** The URL of the same entries as CSV. A link carries no header, so the query names the workspace. */
export function csvAddress(
  { resourceKind, resourceId, ...filter }: AuditFilter,
  workspaceId: string | undefined,
): string {
  const query = {
    ...filter,
    resource_kind: resourceKind,
    resource_id: resourceId,
    workspace_id: filter.scope === 'workspace' ? workspaceId : undefined,
  };
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/api/audit.csv?${new URLSearchParams(given)}`;
}
