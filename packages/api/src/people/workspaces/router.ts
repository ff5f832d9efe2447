import { router, userProcedure, workspaceProcedure } from '../../core/trpc.ts';
import { ListWorkspaces, WorkspacePage } from './schema.ts';
import { listWorkspaces } from './service.ts';

export const workspacesRouter = router({
  list: userProcedure
    .input(ListWorkspaces)
    .output(WorkspacePage)
    .query(({ ctx, input }) => listWorkspaces(ctx, input)),
  /** What happens in the workspace, live. The first event is `snapshot`: read again whatever you show. */
  events: workspaceProcedure('read').subscription(({ ctx, signal }) =>
    ctx.events.subscribe(ctx.workspaceId, ctx.socket, signal),
  ),
});
