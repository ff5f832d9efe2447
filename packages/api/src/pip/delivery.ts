import type { Prisma } from '@sitecast/db';
import { type BusAnswer, topics } from '@sitecast/realtime';
import { DeviceReply, type DeviceTopicMessage } from '@sitecast/realtime/messages';
import type { Context } from '../context.ts';

/** How long the process that holds a screen's socket may take to answer before the screen counts as offline. */
const ANSWER_WITHIN_MS = 2_000;

/** The statuses in which a screen should be showing an overlay, or will when it returns: `showingOn` is set. */
export const SHOWING = ['sent', 'shown', 'queued'];

/** The deliveries whose time has not run out: a queued one has to begin by its deadline, another one ends by itself. */
export function showingAt(now: Date) {
  return {
    showingOn: { not: null },
    OR: [
      { queuedUntil: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      { queuedUntil: { gt: now } },
    ],
  } satisfies Prisma.OverlayDeliveryWhereInput;
}

/** Sends one message to many screens at once; which of them are connected and took it. */
export async function deliver(
  { bus }: Context,
  deviceIds: string[],
  message: DeviceTopicMessage,
): Promise<Set<string>> {
  const answers = await bus.requestAll(deviceIds.map(topics.device), message, ANSWER_WITHIN_MS);
  const took = (answer: BusAnswer) => answer.answered && DeviceReply.safeParse(answer.reply).data?.taken;
  return new Set(deviceIds.filter((_, index) => took(answers[index]!)));
}
