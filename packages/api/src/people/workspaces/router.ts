import { router, userProcedure, workspaceProcedure } from '../../core/trpc.ts';
import { ListWorkspaces, WorkspacePage } from './schema.ts';
import { listWorkspaces } from './service.ts';

export const workspacesRouter = router({
  list: userProcedure
    .input(ListWorkspaces)
    .output(WorkspacePage)
    .query(({ ctx, input }) => listWorkspaces(ctx, input)),
  /** Live changes in the workspace. The first event is `snapshot`: refetch everything shown. */
  events: workspaceProcedure('read').subscription(({ ctx, signal }) =>
    ctx.events.subscribe(ctx.workspaceId, ctx.socket, signal),
  ),
});
