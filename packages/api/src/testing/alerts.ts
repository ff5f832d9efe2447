import { type AlertEngine, createAlertEngine } from '../alerts/judge/engine.ts';
import type { StoredAction } from '../alerts/rules/schema.ts';
import type { TestApi } from './index.ts';
import { testFrame } from './index.ts';

/** A meter at a location, with one rule: above 70 dB, clear at 68. */
export async function setUpAlert(
  api: TestApi,
  {
    condition,
    actions,
  }: { condition?: object; actions?: (home: { id: string }) => Promise<StoredAction[]> } = {},
) {
  const mine = await api.buildWorkspace({ name: 'Acoustics' });
  const project = await api.buildProject({ workspace: mine, name: 'Harbour' });
  const location = await api.buildLocation({ project, name: 'Gate' });
  const unit = await api.buildUnit({ at: location });
  const rule = await api.buildAlertRule({
    location,
    name: 'Loud',
    condition,
    actions: await actions?.(mine),
  });

  /** The meter measures a level, `seconds` after the last one. */
  async function hear(level: number, { seconds = 1, engine = api.app.alerts as AlertEngine } = {}) {
    api.clock.advance(seconds);
    engine.frame(unit.id, testFrame(unit.id, api.clock.now(), level));
    await engine.settled();
  }
  const alerts = async () => (await mine.as('viewer').alerts.list({})).items;
  return { mine, operator: mine.as('operator'), project, location, unit, rule, hear, alerts };
}

/** The engine of another process of the same installation. @param db its own connection to the database */
export function startEngine(
  { app: { bus, events, now, deliveries, ...app } }: TestApi,
  { db = app.db, log = app.log }: Partial<Parameters<typeof createAlertEngine>[0]> = {},
): Promise<AlertEngine> {
  return createAlertEngine({
    db,
    bus,
    log,
    events,
    now,
    onDeliveries: deliveries.wake,
    onError(error) {
      throw error;
    },
  });
}
