import { once } from 'node:events';
import { type App, createCaller } from '@sitecast/api';
import { type AuditEntry, AuditFilter, type AuditPage } from '@sitecast/api/audit/schema';
import { TRPCError } from '@trpc/server';
import type { Request, Response } from 'express';
import { httpContext } from '../http/context.ts';
import type { Frontage } from '../http/request.ts';
import { csvRecord } from './csv.ts';
import { inputOf } from './input.ts';
import { sendProblem } from './problem.ts';

const PAGE = 200;

const columns: Record<string, (entry: AuditEntry) => string | null> = {
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
};

/**
 * The audit log as CSV, newest first: the pages of `audit.list`, with its filters and its rules, one after the other
 * as fast as the reader takes them.
 */
export function auditCsv(app: App, frontage: Frontage) {
  return async (req: Request, res: Response): Promise<void> => {
    let refused = false;
    try {
      const ctx = await httpContext(app, frontage, req, res);
      refused =
        ctx.principal.kind !== 'user' && !(ctx.principal.kind === 'anonymous' && !ctx.principal.refused);
      const { workspace_id: hint } = req.query;
      const workspaceHint = ctx.workspaceHint ?? (typeof hint === 'string' ? hint : null);
      const caller = createCaller({ ...ctx, workspaceHint });
      const given = inputOf(req, { method: 'get' }, AuditFilter) as AuditFilter;
      const read = (cursor?: string) => caller.audit.list({ ...given, limit: PAGE, cursor });
      // Who is refused gets his problem before anything is sent.
      const first = await read();
      // A file has no pages to choose.
      const { error } = AuditFilter.safeParse(given);
      if (error) throw new TRPCError({ code: 'BAD_REQUEST', cause: error });
      res.attachment(`audit-${app.now().toISOString().slice(0, 10)}.csv`).type('text/csv; charset=utf-8');
      await send(res, first, read);
    } catch (error) {
      // What was sent cannot be taken back: a file that ends in the middle must not look whole.
      if (res.headersSent) res.destroy();
      const status = res.headersSent ? 500 : sendProblem(res, error, refused);
      if (status >= 500) app.log.error({ err: error }, 'the audit log could not be exported');
    }
  };
}

async function send(
  res: Response,
  first: AuditPage,
  read: (cursor: string) => Promise<AuditPage>,
): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  res.write(csvRecord(Object.keys(columns)));
  for (let page = first; ; page = await read(page.nextCursor)) {
    const records = page.items.map((entry) => csvRecord(Object.values(columns).map((of) => of(entry))));
    if (gone.signal.aborted) return;
    if (!res.write(records.join(''))) await once(res, 'drain', { signal: gone.signal }).catch(() => {});
    if (page.nextCursor === null) break;
  }
  res.end();
}
