import { isDeepStrictEqual } from 'node:util';
import { type Database, type Transaction, transaction } from '@sitecast/db';
import { AlertState } from '@sitecast/monitor/alerts';
import type { WorkspaceEvents } from '../../core/events.ts';
import { openKey, type RuleLocation } from '../alert-rows.ts';
import { closeAlert } from '../close-alert.ts';
import { openAlert, recordPastAlert } from '../open-alert.ts';
import { AlertCondition } from '../rules/schema.ts';
import type { ActiveRule } from './load-rules.ts';
import type { Clear, Onset, PendingTransition } from './pending-transitions.ts';
import { decide, isAmbiguous, isNewer, type StoredProgress } from './reconcile.ts';

/**
 * Writes transitions and states, each in one transaction. Both return false if the database was ahead or the rule has
 * changed: what this process knows is outdated.
 */
export interface AlertRecorder {
  /** Writes an onset or a clear, or both of an alert that has ended already. */
  write(first: PendingTransition, clear?: PendingTransition): Promise<boolean>;
  /** Writes how far a rule has come: the part that a restart would forget. */
  save(place: RuleLocation, rule: ActiveRule, state: AlertState): Promise<boolean>;
}

interface Dependencies {
  db: Database;
  events: WorkspaceEvents;
  now: () => Date;
  /** There are notifications to send. */
  onDeliveries: () => void;
}

type Stored = StoredProgress & { open: { id: string; workspaceId: string } | null };

export function createAlertRecorder({ db, events, now, onDeliveries }: Dependencies): AlertRecorder {
  async function write(first: PendingTransition, clear?: PendingTransition): Promise<boolean> {
    const { place, rule } = first;
    const result = await transaction(db, async (tx) => {
      const stored = await findStored(tx, place, rule);
      if (!stored) return null;
      const { open, changes } = await apply(tx, stored, first, clear);
      const { state } = clear ?? first;
      return { changes, isCurrent: await keepState(tx, place, state, { ...stored, open }) };
    });
    for (const change of result?.changes ?? [])
      events.publish(place.workspaceId, { event: 'alert', ...change });
    if (result && result.changes.length > 0) onDeliveries();
    return result?.isCurrent ?? false;
  }

  async function apply(
    tx: Transaction,
    stored: Stored,
    { place, transition }: PendingTransition,
    end?: PendingTransition,
  ): Promise<{ open: Stored['open']; changes: { change: 'onset' | 'cleared'; alertId: string }[] }> {
    const { open } = stored;
    const clear = end?.transition as Clear | undefined;
    const isRecorded =
      isAmbiguous(stored, transition, clear) && (await overlaps(tx, place, transition.at, clear!.at));
    const unchanged = { open, changes: [] };
    switch (decide(stored, transition, clear, isRecorded)) {
      case 'open': {
        const alertId = await openAlert({ now }, tx, place, transition as Onset);
        if (alertId === null) return unchanged;
        return {
          open: { id: alertId, workspaceId: place.workspaceId },
          changes: [{ change: 'onset', alertId }],
        };
      }
      case 'close': {
        const { at, reason, peak, peakAt } = clear ?? (transition as Clear);
        const how = { at: new Date(at), reason, peak: { value: peak, at: new Date(peakAt) } };
        const isClosed = await closeAlert({ now }, tx, open!, how);
        return { open: null, changes: isClosed ? [{ change: 'cleared', alertId: open!.id }] : [] };
      }
      case 'record-past': {
        const alertId = await recordPastAlert({ now }, tx, place, transition as Onset, clear!);
        if (alertId === null) return unchanged;
        return {
          open,
          changes: [
            { change: 'onset', alertId },
            { change: 'cleared', alertId },
          ],
        };
      }
      case 'ignore':
        return unchanged;
    }
  }

  function save(place: RuleLocation, rule: ActiveRule, state: AlertState): Promise<boolean> {
    return transaction(db, async (tx) => {
      const stored = await findStored(tx, place, rule);
      return stored !== null && keepState(tx, place, state, stored);
    });
  }

  async function keepState(
    tx: Transaction,
    place: RuleLocation,
    state: AlertState,
    stored: Stored,
  ): Promise<boolean> {
    if (!isNewer(stored, state)) return false;
    const { ruleId, locationId } = place;
    await tx.alertState.upsert({
      where: { ruleId_locationId: { ruleId, locationId } },
      create: { ruleId, locationId, state, updatedAt: now() },
      update: { state, updatedAt: now() },
      select: { ruleId: true },
    });
    if (!stored.open || !state.alert) return true;
    const { peak, peakAt } = state.alert;
    await tx.alertEvent.updateMany({
      where: { id: stored.open.id },
      data: { peak, peakAt: new Date(peakAt) },
    });
    return true;
  }

  return { write, save };
}

/** Null: the rule is no longer the one that was evaluated. Whoever changed it has closed its alert. */
async function findStored(tx: Transaction, place: RuleLocation, rule: ActiveRule): Promise<Stored | null> {
  const { ruleId, locationId } = place;
  const found = await tx.alertRule.findFirst({
    where: { id: ruleId, enabled: true, removedAt: null },
    select: {
      condition: true,
      states: { where: { locationId }, select: { state: true } },
      events: { where: { openKey: openKey(place) }, select: { id: true, workspaceId: true } },
    },
  });
  const current = AlertCondition.safeParse(found?.condition);
  if (!found || !current.success || !isDeepStrictEqual(current.data, rule.condition)) return null;
  const lastAt = AlertState.safeParse(found.states[0]?.state).data?.lastAt;
  const evaluatedUntil = lastAt ? Date.parse(lastAt) : Number.NEGATIVE_INFINITY;
  return { evaluatedUntil, open: found.events[0] ?? null };
}

/** Whether an alert of that time is stored, by another process or by a write of this one whose answer was lost. */
async function overlaps(
  tx: Transaction,
  { ruleId, locationId }: RuleLocation,
  from: string,
  to: string,
): Promise<boolean> {
  const overlapping = {
    onsetAt: { lt: new Date(to) },
    OR: [{ clearedAt: null }, { clearedAt: { gt: new Date(from) } }],
  };
  return (await tx.alertEvent.count({ where: { ruleId, locationId, ...overlapping } })) > 0;
}
