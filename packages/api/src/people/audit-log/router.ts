import { router, userProcedure } from '../../core/trpc.ts';
import { listAudit } from './list.ts';
import { AuditPage, ListAudit } from './schema.ts';

export const auditRouter = router({
  /** Newest first. The scope decides who may: an admin of the installation, or one of the workspace. */
  list: userProcedure
    .input(ListAudit)
    .output(AuditPage)
    .query(({ ctx, input }) => listAudit(ctx, input)),
});
