import type { Prisma } from '@sitecast/db';
import type { App } from '../context.ts';
import { AlertSummary, DeliveryAction } from './schema.ts';
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
  /** Works off what is due. Returns how many there were. */
  deliverDue(): Promise<number>;
  close(): Promise<void>;
}

export type DeliveryApp = Omit<App, 'alerts' | 'deliveries' | 'demo'>;

/** What came of a try. `retry` until there are no pauses left. */
export type Outcome = { status: 'done'; pipId?: string } | { status: 'retry' | 'failed'; error: string };

const deliveryFields = {
  id: true,
  eventId: true,
  moment: true,
  action: true,
  status: true,
  attempts: true,
  dueAt: true,
  event: {
    include: {
      rule: { select: { id: true } },
      location: { select: { id: true, name: true, project: true } },
    },
  },
} satisfies Prisma.AlertDeliverySelect;

type Row = Prisma.AlertDeliveryGetPayload<{ select: typeof deliveryFields }>;

/** One thing to send, and what it is about. */
export interface Job extends Omit<Row, 'action' | 'moment'> {
  moment: 'onset' | 'clear';
  summary: AlertSummary;
}

export function createAlertDeliveries(app: DeliveryApp, onError: (error: unknown) => void): AlertDeliveries {
  const { db, now } = app;
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
      await Promise.all(due.map((row) => work(row).catch(onError)));
      count = due.length;
      total += count;
    }
    return total;
  }

  async function work(row: Row): Promise<void> {
    const { id, status, dueAt } = row;
    // Of several who have seen it so, the first one changes it.
    const { count } = await db.alertDelivery.updateMany({
      where: { id, status, dueAt },
      data: {
        status: 'working',
        dueAt: new Date(now().getTime() + WORKED_ON_MS),
        attempts: { increment: 1 },
      },
    });
    if (count === 0) return;
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
      return { status: 'retry', error: 'Something went wrong on the server' };
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
      .catch(onError);
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
