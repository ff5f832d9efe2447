import type { App } from '../core/context.ts';

/** With DEMO=1: adds the demo to the oldest workspace. Before setup there is none; setup then adds the demo. */
export async function addDemoToFirstWorkspace(app: App, baseUrl: string): Promise<void> {
  const workspace = await app.db.workspace.findFirst({ orderBy: { id: 'asc' }, select: { id: true } });
  if (workspace) await app.demo.add(workspace.id, baseUrl);
}
