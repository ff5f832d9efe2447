import { isDeepStrictEqual } from 'node:util';
import { type Database, type Transaction, transaction } from '@sitecast/db';
import { AlertState } from '@sitecast/monitor/alerts';
import type { WorkspaceEvents } from '../../core/events.ts';
import { closeAlert, openKey, type Place, saveState } from '../close-alert.ts';
import { openAlert, recordOver } from '../open-alert.ts';
import { AlertCondition } from '../rules/schema.ts';
import type { Clear, News, Onset } from './news.ts';
import type { WatchedRule } from './watch.ts';

/**
 * Writes what rules have come to, each in one transaction. What is stored decides: what another process has judged
 * meanwhile is not told again, and its state stays. They return false then: what is known here has to be read again.
 */
export interface AlertRecorder {
  /** What has begun or ended. @param end of an alert that was over before it could be written */
  write(news: News, end?: News): Promise<boolean>;
  /** How far a rule has come: what a restart would forget. */
  save(place: Place, rule: WatchedRule, state: AlertState): Promise<boolean>;
}

interface Dependencies {
  db: Database;
  events: WorkspaceEvents;
  now: () => Date;
  /** Something is to be sent. */
  onDeliveries: () => void;
}

type OpenAlert = { id: string; workspaceId: string };

/** How it stands in the database. */
interface Standing {
  /** The time of the newest point that was judged, ms since the epoch. */
  judgedUntil: number;
  open: OpenAlert | null;
}

export function createAlertRecorder({ db, events, now, onDeliveries }: Dependencies): AlertRecorder {
  async function write(first: News, end?: News): Promise<boolean> {
    const { place, rule } = first;
    const { told, isOurs } = await transaction(db, async (tx) => {
      const told: { change: 'onset' | 'cleared'; alertId: string }[] = [];
      const standing = await standingOf(tx, place, rule);
      // Judged by what does not hold any more: what was open has been ended by whoever changed it.
      if (!standing) return { told, isOurs: false };
      const { judgedUntil } = standing;
      let { open } = standing;

      async function begin(onset: Onset) {
        if (open || isUntil(onset.at, judgedUntil)) return;
        const alertId = await openAlert({ now }, tx, place, onset);
        if (alertId === null) return;
        open = { id: alertId, workspaceId: place.workspaceId };
        told.push({ change: 'onset', alertId });
      }

      async function finish({ at, reason, peak, peakAt }: Clear) {
        if (!open || isUntil(at, judgedUntil)) return;
        const last = { at: new Date(at), reason, peak: { value: peak, at: new Date(peakAt) } };
        if (await closeAlert({ now }, tx, open, last)) told.push({ change: 'cleared', alertId: open.id });
        open = null;
      }

      async function past(onset: Onset, clear: Clear) {
        const isJudged = isUntil(onset.at, judgedUntil);
        if (isJudged ? await isTold(tx, place, onset, clear) : open) return finish(clear);
        const alertId = await recordOver({ now }, tx, place, onset, clear);
        if (alertId !== null) told.push({ change: 'onset', alertId }, { change: 'cleared', alertId });
      }

      if (end) await past(first.transition as Onset, end.transition as Clear);
      else if (first.transition.type === 'onset') await begin(first.transition);
      else await finish(first.transition);
      const { state } = end ?? first;
      return { told, isOurs: await keepState(tx, place, state, { judgedUntil, open }) };
    });
    for (const { change, alertId } of told)
      events.publish(place.workspaceId, { event: 'alert', change, alertId });
    if (told.length > 0) onDeliveries();
    return isOurs;
  }

  function save(place: Place, rule: WatchedRule, state: AlertState): Promise<boolean> {
    return transaction(db, async (tx) => {
      const standing = await standingOf(tx, place, rule);
      return standing !== null && keepState(tx, place, state, standing);
    });
  }

  /** A state that is older than what is stored, or that knows of an alert that is not there, is not kept. */
  async function keepState(
    tx: Transaction,
    place: Place,
    state: AlertState,
    { judgedUntil, open }: Standing,
  ): Promise<boolean> {
    const isOlder = state.lastAt === null || isUntil(state.lastAt, judgedUntil);
    if (isOlder || (state.alert === null) !== (open === null)) return false;
    await saveState(tx, place, state, now());
    if (!open || !state.alert) return true;
    const { peak, peakAt } = state.alert;
    await tx.alertEvent.updateMany({ where: { id: open.id }, data: { peak, peakAt: new Date(peakAt) } });
    return true;
  }

  return { write, save };
}

/** Null when the rule is not as it was judged by. */
async function standingOf(tx: Transaction, place: Place, rule: WatchedRule): Promise<Standing | null> {
  const { ruleId, locationId } = place;
  const stored = await tx.alertRule.findFirst({
    where: { id: ruleId, enabled: true, removedAt: null },
    select: {
      condition: true,
      states: { where: { locationId }, select: { state: true } },
      events: { where: { openKey: openKey(place) }, select: { id: true, workspaceId: true } },
    },
  });
  const current = AlertCondition.safeParse(stored?.condition);
  if (!stored || !current.success || !isDeepStrictEqual(current.data, rule.condition)) return null;
  const lastAt = AlertState.safeParse(stored.states[0]?.state).data?.lastAt;
  return {
    judgedUntil: lastAt ? Date.parse(lastAt) : Number.NEGATIVE_INFINITY,
    open: stored.events[0] ?? null,
  };
}

/** Whether there is an alert of that time: another process has seen the same, or this one, and heard no answer. */
async function isTold(
  tx: Transaction,
  { ruleId, locationId }: Place,
  { at: from }: Onset,
  { at: to }: Clear,
): Promise<boolean> {
  const overlapping = {
    onsetAt: { lt: new Date(to) },
    OR: [{ clearedAt: null }, { clearedAt: { gt: new Date(from) } }],
  };
  return (await tx.alertEvent.count({ where: { ruleId, locationId, ...overlapping } })) > 0;
}

function isUntil(at: string, time: number): boolean {
  return Date.parse(at) <= time;
}
