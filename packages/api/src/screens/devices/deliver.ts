import { type BusAnswer, DeviceReply, type DeviceTopicMessage, topics } from '@sitecast/realtime';
import type { Infrastructure } from '../../core/context.ts';

/** How long the process that holds a screen's socket may take to answer before the screen counts as offline. */
const ANSWER_WITHIN_MS = 2_000;

/** Sends one message to many screens at once; which of them are connected and took it. */
export async function deliver(
  { bus }: Infrastructure,
  deviceIds: string[],
  message: DeviceTopicMessage,
): Promise<Set<string>> {
  const answers = await bus.requestAll(deviceIds.map(topics.device), message, ANSWER_WITHIN_MS);
  return new Set(deviceIds.filter((_, index) => isTaken(answers[index]!)));
}

/** Sends each screen a message of its own; which of them are connected and took it. */
export async function deliverEach(
  { bus }: Infrastructure,
  messages: ReadonlyMap<string, DeviceTopicMessage>,
): Promise<Set<string>> {
  const reached = new Set<string>();
  await Promise.all(
    [...messages].map(async ([deviceId, message]) => {
      const answer = await bus.request(topics.device(deviceId), message, ANSWER_WITHIN_MS);
      if (isTaken(answer)) reached.add(deviceId);
    }),
  );
  return reached;
}

function isTaken(answer: BusAnswer): boolean {
  return answer.answered && DeviceReply.safeParse(answer.reply).data?.taken === true;
}
