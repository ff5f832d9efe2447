import { router, userProcedure } from '../../core/trpc.ts';
import { listAudit } from './list.ts';
import { AuditPage, ListAudit } from './schema.ts';

export const auditRouter = router({
  /** `listAudit` checks access, since it depends on the input's scope: platform admins, or admins of the workspace. */
  list: userProcedure
    .input(ListAudit)
    .output(AuditPage)
    .query(({ ctx, input }) => listAudit(ctx, input)),
});
