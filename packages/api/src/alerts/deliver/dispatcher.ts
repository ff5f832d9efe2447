import type { Prisma } from '@sitecast/db';
import { createOutage } from '../../core/outage.ts';
import { AlertSummary } from '../schema.ts';
import { type DeliveryApp, deliveryFields, type Job, type Outcome, type Row } from './job.ts';
import { DeliveryAction } from './schema.ts';
import { sendMail } from './send-mail.ts';
import { sendOverlayOf } from './send-overlay.ts';
import { sendWebhook } from './send-webhook.ts';

/** Seconds to wait after the first failed try, the second, and so on; after the last one it has failed for good. */
const PAUSES = [10, 30, 120, 600, 1_800, 3_600, 7_200, 14_400];
/** Whoever works on a delivery for longer than this is gone. */
const WORKED_ON_MS = 60_000;
const AT_ONCE = 20;
/** In case nobody wakes it: after a restart, and for what another process has written. */
const LOOK_EVERY_MS = 10_000;

/** Sends what alerts have to send. Any number of processes may: each delivery is worked on by one of them. */
export interface AlertDeliveries {
  /** Something new is to be sent. */
  wake(): void;
  /** Works off what is due. Returns how many it has tried. */
  deliverDue(): Promise<number>;
  close(): Promise<void>;
}

export function createAlertDeliveries(app: DeliveryApp, onError: (error: unknown) => void): AlertDeliveries {
  const { db, now } = app;
  const outage = createOutage(app.log, 'sending what alerts have to send');
  let closed = false;
  let running: Promise<unknown> = Promise.resolve();
  let isAwake = false;

  async function deliverDue(): Promise<number> {
    let total = 0;
    for (let count = AT_ONCE; count === AT_ONCE && !closed; ) {
      const due = await db.alertDelivery.findMany({
        where: { status: { in: ['pending', 'working'] }, dueAt: { lte: now() } },
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
        take: AT_ONCE,
        select: deliveryFields,
      });
      const byEvent = new Map<string, Row[]>();
      for (const row of due) byEvent.set(row.eventId, [...(byEvent.get(row.eventId) ?? []), row]);
      const counts = await Promise.all([...byEvent.values()].map(workOnEvent));
      const worked = counts.reduce((sum, one) => sum + one, 0);
      if (worked > 0 || due.length === 0) outage.worked();
      total += worked;
      // What another process works on, or cannot be written now, is due all the same: later.
      count = worked === 0 ? 0 : due.length;
    }
    return total;
  }

  /** Who is told of onset and clear at once, as after an outage, is told of the onset first. Returns how many it tried. */
  async function workOnEvent(rows: Row[]): Promise<number> {
    let worked = 0;
    for (const moment of ['onset', 'clear']) {
      const works = rows.filter((row) => row.moment === moment).map((row) => work(row).catch(notWritten));
      worked += (await Promise.all(works)).filter((isTaken) => isTaken).length;
    }
    return worked;
  }

  function notWritten(error: unknown): boolean {
    outage.failed(error);
    return false;
  }

  /** False when another process has it, or tells of the onset just now. */
  async function work(row: Row): Promise<boolean> {
    const { id, eventId, moment, status, dueAt } = row;
    if (moment === 'clear') {
      const onset = { eventId, moment: 'onset', status: 'working', dueAt: { gt: now() } };
      if ((await db.alertDelivery.count({ where: onset })) > 0) return false;
    }
    // Of several who have seen it so, the first one changes it.
    const { count } = await db.alertDelivery.updateMany({
      where: { id, status, dueAt },
      data: {
        status: 'working',
        dueAt: new Date(now().getTime() + WORKED_ON_MS),
        attempts: { increment: 1 },
      },
    });
    if (count === 0) return false;
    const outcome = await attempt(row);
    const pause = PAUSES[row.attempts];
    if (outcome.status === 'retry' && pause !== undefined) {
      const at = new Date(now().getTime() + pause * 1000);
      await finish(id, { status: 'pending', dueAt: at, lastError: outcome.error });
    } else if (outcome.status === 'done') {
      await finish(id, { status: 'done', doneAt: now(), lastError: null, pipId: outcome.pipId });
    } else {
      await finish(id, { status: 'failed', doneAt: now(), lastError: outcome.error });
    }
    return true;
  }

  async function attempt({ action: stored, moment, ...row }: Row): Promise<Outcome> {
    try {
      const action = DeliveryAction.parse(stored);
      const summary = AlertSummary.parse(row.event.summary);
      const job: Job = { ...row, moment: moment as Job['moment'], summary };
      if (action.kind === 'email') return await sendMail(app, job, action);
      if (action.kind === 'webhook') return await sendWebhook(app, job, action);
      return await sendOverlayOf(app, job, action);
    } catch (error) {
      onError(error);
      return { status: 'retry', error: 'Internal server error' };
    }
  }

  async function finish(id: string, data: Prisma.AlertDeliveryUpdateInput): Promise<void> {
    await db.alertDelivery.updateMany({ where: { id, status: 'working' }, data });
  }

  function wake(): void {
    if (isAwake || closed) return;
    isAwake = true;
    running = running
      .then(() => {
        isAwake = false;
        return deliverDue();
      })
      .catch(outage.failed);
  }

  const looking = setInterval(wake, LOOK_EVERY_MS).unref();
  return {
    wake,
    deliverDue,
    async close() {
      closed = true;
      clearInterval(looking);
      await running;
    },
  };
}
