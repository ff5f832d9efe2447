import { type AuditEntry, AuditFilter } from '@sitecast/api/people/audit-log/schema';
import type { CsvFile } from './csv-file.ts';

const PAGE = 200;

/** The audit log, newest first, from the pages of `audit.list`. */
export const auditCsv: CsvFile<AuditFilter, AuditEntry> = {
  name: () => 'audit',
  input: AuditFilter,
  audience: ['user'],
  columns: {
    at: ({ at }) => at,
    actor_kind: ({ actor }) => actor.kind,
    actor: ({ actor }) => actor.label,
    actor_id: ({ actor }) => actor.id,
    action: ({ action }) => action,
    resource_kind: ({ resource }) => resource.kind,
    resource_id: ({ resource }) => resource.id,
    workspace_id: ({ workspaceId }) => workspaceId,
    ip: ({ ip }) => ip,
    details: ({ details }) => details && JSON.stringify(details),
    id: ({ id }) => id,
  },
  async *pages(caller, filter) {
    for (let cursor: string | undefined, more = true; more; ) {
      const { items, nextCursor } = await caller.audit.list({ ...filter, limit: PAGE, cursor });
      yield items;
      more = nextCursor !== null;
      cursor = nextCursor ?? undefined;
    }
  },
};
