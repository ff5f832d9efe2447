import type { TestApi } from './test-api.ts';

/** The notifications of an alert, as the API lists them. */
export async function deliveriesOf(api: TestApi, alertId: string) {
  const { workspaceId } = await api.app.db.alertEvent.findUniqueOrThrow({ where: { id: alertId } });
  const token = await api.buildToken({ workspace: { id: workspaceId }, scope: 'read' });
  return (await api.call({ bearer: token.token }).alerts.get({ alertId })).deliveries;
}

/** The id of the oldest alert. */
export async function firstAlert(api: TestApi): Promise<string> {
  return (await api.app.db.alertEvent.findFirstOrThrow({ orderBy: { id: 'asc' } })).id;
}
