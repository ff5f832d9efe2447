import { type BusAnswer, DeviceReply, type DeviceTopicMessage, topics } from '@sitecast/realtime';
import type { Infrastructure } from '../../core/context.ts';

/** Time for the process with a screen's socket to answer, after which the screen counts as offline. */
const ANSWER_TIMEOUT_MS = 2_000;

/** Sends one message to many screens. @returns IDs of the connected screens that accepted it */
export async function deliver(
  { bus }: Infrastructure,
  deviceIds: string[],
  message: DeviceTopicMessage,
): Promise<Set<string>> {
  const answers = await bus.requestAll(deviceIds.map(topics.device), message, ANSWER_TIMEOUT_MS);
  return new Set(deviceIds.filter((_, index) => isTaken(answers[index]!)));
}

/** Sends each screen its own message, by device ID. @returns IDs of the connected screens that accepted theirs */
export async function deliverEach(
  { bus }: Infrastructure,
  messages: ReadonlyMap<string, DeviceTopicMessage>,
): Promise<Set<string>> {
  const reached = new Set<string>();
  await Promise.all(
    [...messages].map(async ([deviceId, message]) => {
      const answer = await bus.request(topics.device(deviceId), message, ANSWER_TIMEOUT_MS);
      if (isTaken(answer)) reached.add(deviceId);
    }),
  );
  return reached;
}

function isTaken(answer: BusAnswer): boolean {
  return answer.answered && DeviceReply.safeParse(answer.reply).data?.taken === true;
}
