import { router, workspaceProcedure } from '../trpc.ts';

export const workspacesRouter = router({
  /** What happens in the workspace, live. The first event is `snapshot`: read again whatever you show. */
  events: workspaceProcedure('read').subscription(({ ctx, signal }) =>
    ctx.events.subscribe(ctx.workspaceId, ctx.socket, signal),
  ),
});
