import type { App } from '../core/context.ts';

/** For the start with DEMO=1: adds the demo to the oldest workspace. Before the setup there is none: it comes with it. */
export async function addDemoToFirstWorkspace(app: App, baseUrl: string): Promise<void> {
  const workspace = await app.db.workspace.findFirst({ orderBy: { id: 'asc' }, select: { id: true } });
  if (workspace) await app.demo.add(workspace.id, baseUrl);
}
