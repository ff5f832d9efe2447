import type { Prisma } from '@sitecast/db';
import type { Infrastructure } from '../../core/context.ts';
import type { Mailer } from '../../core/ports.ts';
import type { AlertSummary } from '../schema.ts';

export interface DeliveryApp extends Infrastructure {
  mail: Mailer | null;
}

/** The result of one attempt. `retry` becomes `failed` after the last attempt. */
export type Outcome = { status: 'done'; pipId?: string } | { status: 'retry' | 'failed'; error: string };

export const deliveryFields = {
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

export type Row = Prisma.AlertDeliveryGetPayload<{ select: typeof deliveryFields }>;

/** One notification, with the alert it is about. */
export interface Job extends Omit<Row, 'action' | 'moment'> {
  moment: 'onset' | 'clear';
  summary: AlertSummary;
}
