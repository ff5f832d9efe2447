import { isDeepStrictEqual } from 'node:util';
import { type Database, type Transaction, transaction } from '@sitecast/db';
import type { AlertState, AlertTransition } from '@sitecast/monitor/alerts';
import type { WorkspaceEvents } from '../workspaces/events.ts';
import { AlertCondition } from './schema.ts';
import { closeAlert, openAlert, openKey, saveState } from './state.ts';
import type { Watch, WatchedRule } from './watch.ts';

/** Writes what rules have come to. */
export interface AlertRecorder {
  /** News: what has begun or ended, and how far the rule has come, in one transaction. */
  write(
    unitId: string,
    watch: Watch,
    rule: WatchedRule,
    state: AlertState,
    transitions: AlertTransition[],
  ): Promise<void>;
  /** How far these rules have come: what a restart would forget. */
  save(watch: Watch, ruleIds: string[]): Promise<void>;
}

interface Dependencies {
  db: Database;
  events: WorkspaceEvents;
  now: () => Date;
  /** Something is to be sent. */
  onDeliveries: () => void;
}

export function createAlertRecorder({ db, events, now, onDeliveries }: Dependencies): AlertRecorder {
  async function write(
    unitId: string,
    watch: Watch,
    rule: WatchedRule,
    state: AlertState,
    transitions: AlertTransition[],
  ): Promise<void> {
    const { workspaceId, locationId } = watch;
    const place = { workspaceId, ruleId: rule.id, locationId };
    const news = await transaction(db, async (tx) => {
      const told: { change: 'onset' | 'cleared'; alertId: string }[] = [];
      // Judged by what does not hold any more: what was open has been ended by whoever changed it.
      if (!(await holds(tx, rule))) return told;
      for (const transition of transitions) {
        if (transition.type === 'onset') {
          const alertId = await openAlert({ now }, tx, { ...place, unitId }, transition);
          if (alertId !== null) told.push({ change: 'onset', alertId });
        }
        if (transition.type === 'clear') {
          const { at, reason, peak, peakAt } = transition;
          const end = { at: new Date(at), reason, peak: { value: peak, at: new Date(peakAt) } };
          const event = await tx.alertEvent.findUnique({
            where: { openKey: openKey(place) },
            select: { id: true, workspaceId: true },
          });
          if (event && (await closeAlert({ now }, tx, event, end)))
            told.push({ change: 'cleared', alertId: event.id });
        }
      }
      await saveState(tx, place, state, now());
      return told;
    });
    for (const { change, alertId } of news) events.publish(workspaceId, { event: 'alert', change, alertId });
    if (news.length > 0) onDeliveries();
  }

  async function save(watch: Watch, ruleIds: string[]): Promise<void> {
    const { locationId } = watch;
    await transaction(db, async (tx) => {
      for (const ruleId of ruleIds) {
        const state = watch.states.get(ruleId)!;
        // A state that is gone was taken away with its rule or its place: it does not come back.
        await tx.alertState.updateMany({ where: { ruleId, locationId }, data: { state, updatedAt: now() } });
        if (!state.alert) continue;
        await tx.alertEvent.updateMany({
          where: { openKey: openKey({ ruleId, locationId }) },
          data: { peak: state.alert.peak, peakAt: new Date(state.alert.peakAt) },
        });
      }
    });
  }

  return { write, save };
}

async function holds(tx: Transaction, { id, condition }: WatchedRule): Promise<boolean> {
  const stored = await tx.alertRule.findFirst({
    where: { id, enabled: true, removedAt: null },
    select: { condition: true },
  });
  const current = AlertCondition.safeParse(stored?.condition);
  return current.success && isDeepStrictEqual(current.data, condition);
}
