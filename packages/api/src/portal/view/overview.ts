import { openPortalAlerts } from './alerts.ts';
import { clientLocations } from './resolve.ts';
import type { PortalOverview, PortalProject } from './schema.ts';
import { type PortalContext, portalSession } from './session.ts';
import { toTile } from './view.ts';

/** Everything that the overview page shows initially, from stored data: no meter is queried. */
export async function portalOverview(ctx: PortalContext): Promise<PortalOverview> {
  const { db, principal } = ctx;
  const { clientId, workspaceId } = principal;
  const at = ctx.now();
  const session = await portalSession(ctx);
  const projects = await db.project.findMany({
    where: { clientId, workspaceId, deletedAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, timezone: true },
  });
  const byProject = new Map<string, PortalProject>(
    projects.map((project) => [project.id, { ...project, locations: [] }]),
  );
  for (const location of await clientLocations(ctx))
    byProject.get(location.project.id)?.locations.push(toTile(location, at));
  return {
    ...session,
    at: at.toISOString(),
    projects: [...byProject.values()],
    alerts: await openPortalAlerts(ctx),
  };
}
