import type { Prisma } from '@sitecast/db';
import { createOutage } from '../../core/outage.ts';
import { AlertSummary } from '../schema.ts';
import { type DeliveryApp, deliveryFields, type Job, type Outcome, type Row } from './job.ts';
import { DeliveryAction } from './schema.ts';
import { sendMail } from './send-mail.ts';
import { sendOverlayOf } from './send-overlay.ts';
import { sendWebhook } from './send-webhook.ts';

/** Seconds to wait after each failed attempt; after the last one the delivery has failed for good. */
const RETRY_DELAYS = [10, 30, 120, 600, 1_800, 3_600, 7_200, 14_400];
/** A delivery claimed for longer than this is free again: its process is gone. */
const CLAIM_MS = 60_000;
const BATCH_SIZE = 20;
/** Finds what nobody called `wake` for: after a restart, or from another process. */
const POLL_MS = 10_000;

/** Sends the notifications of alerts. Any number of processes may run it: each delivery is claimed by one of them. */
export interface AlertDeliveries {
  /** There is a new delivery. */
  wake(): void;
  /** Attempts all deliveries that are due. Returns how many it attempted. */
  deliverDue(): Promise<number>;
  close(): Promise<void>;
}

export function createAlertDeliveries(app: DeliveryApp, onError: (error: unknown) => void): AlertDeliveries {
  const { db, now } = app;
  const outage = createOutage(app.log, 'sending alert notifications');
  let closed = false;
  let running: Promise<unknown> = Promise.resolve();
  let isAwake = false;

  async function deliverDue(): Promise<number> {
    let total = 0;
    for (let count = BATCH_SIZE; count === BATCH_SIZE && !closed; ) {
      const due = await db.alertDelivery.findMany({
        where: { status: { in: ['pending', 'working'] }, dueAt: { lte: now() } },
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
        take: BATCH_SIZE,
        select: deliveryFields,
      });
      const byEvent = new Map<string, Row[]>();
      for (const row of due) byEvent.set(row.eventId, [...(byEvent.get(row.eventId) ?? []), row]);
      const counts = await Promise.all([...byEvent.values()].map(attemptEvent));
      const attempted = counts.reduce((sum, one) => sum + one, 0);
      if (attempted > 0 || due.length === 0) outage.worked();
      total += attempted;
      // The rest is claimed by other processes, or cannot be written now.
      count = attempted === 0 ? 0 : due.length;
    }
    return total;
  }

  /** Sends onsets before clears when both are due, as after an outage. Returns how many it attempted. */
  async function attemptEvent(rows: Row[]): Promise<number> {
    let attempted = 0;
    for (const moment of ['onset', 'clear']) {
      const claims = rows
        .filter((row) => row.moment === moment)
        .map((row) => claimAndSend(row).catch(reportOutage));
      attempted += (await Promise.all(claims)).filter((isClaimed) => isClaimed).length;
    }
    return attempted;
  }

  function reportOutage(error: unknown): boolean {
    outage.failed(error);
    return false;
  }

  /** False if another process has claimed it, or is sending its onset. */
  async function claimAndSend(row: Row): Promise<boolean> {
    const { id, eventId, moment, status, dueAt } = row;
    if (moment === 'clear') {
      const onset = { eventId, moment: 'onset', status: 'working', dueAt: { gt: now() } };
      if ((await db.alertDelivery.count({ where: onset })) > 0) return false;
    }
    // Of several processes that found it, the first one claims it.
    const { count } = await db.alertDelivery.updateMany({
      where: { id, status, dueAt },
      data: {
        status: 'working',
        dueAt: new Date(now().getTime() + CLAIM_MS),
        attempts: { increment: 1 },
      },
    });
    if (count === 0) return false;
    const outcome = await send(row);
    const pause = RETRY_DELAYS[row.attempts];
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

  async function send({ action: stored, moment, ...row }: Row): Promise<Outcome> {
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

  const polling = setInterval(wake, POLL_MS).unref();
  return {
    wake,
    deliverDue,
    async close() {
      closed = true;
      clearInterval(polling);
      await running;
    },
  };
}
