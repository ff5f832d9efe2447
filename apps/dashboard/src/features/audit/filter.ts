import { AuditFilter } from '@sitecast/api/people/audit-log/schema';

/** What is typed into the filters, as it stands in the page's address. */
export interface AuditQuery {
  actor: string;
  action: string;
  /** A kind of thing, or a kind and an id with a space between. */
  resource: string;
  /** Days of the viewer's time zone, such as 2026-05-04; both belong to it. */
  from: string;
  to: string;
}

export const emptyQuery: AuditQuery = { actor: '', action: '', resource: '', from: '', to: '' };

/** What it means to the server. What is not (yet) a value filters nothing. */
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

/** Whether what is typed can be an action. */
export function isAction(typed: string): boolean {
  return typed.trim() === '' || toAction(typed) !== undefined;
}

/** `pip` and `pip.` mean all of that kind. */
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

/** Where the same events are as a file. A link carries no header, so it names the workspace that is shown. */
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
