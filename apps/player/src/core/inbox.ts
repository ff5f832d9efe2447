import { DeviceMessage, DeviceSnapshot, PipShow } from '@sitecast/realtime/messages';
import { z } from 'zod';

/** What is wrong with a message, and which overlay it was about, if it still says so. */
interface Malformed {
  pipId: string | null;
  problem: string;
}

export interface Received {
  /** Null: nothing in it can be used. */
  message: DeviceMessage | null;
  malformed: Malformed[];
}

const EVENTS = DeviceMessage.options.map(({ shape }) => shape.event.value as string);
const Announced = z.object({ event: z.string() });
const Named = z.object({ pip_id: z.string().min(1).max(64) });
/** A snapshot whose overlays are looked at one by one, so that a bad one does not hide the others. */
const LooseSnapshot = DeviceSnapshot.extend({ overlays: z.array(z.unknown()) });

/**
 * Reads a message from the server. Never throws: what is malformed is named, and the rest is used. An event this
 * player doesn't know is from a newer server and is left alone.
 */
export function readMessage(raw: unknown): Received {
  const announced = Announced.safeParse(raw);
  if (announced.success && !EVENTS.includes(announced.data.event)) return { message: null, malformed: [] };

  const snapshot = LooseSnapshot.safeParse(raw);
  if (snapshot.success) {
    const parsed = snapshot.data.overlays.map((overlay) => ({ overlay, result: PipShow.safeParse(overlay) }));
    return {
      message: {
        ...snapshot.data,
        overlays: parsed.flatMap(({ result }) => (result.success ? [result.data] : [])),
      },
      malformed: parsed.flatMap(({ overlay, result }) =>
        result.success ? [] : [malformed(overlay, result.error)],
      ),
    };
  }
  const message = DeviceMessage.safeParse(raw);
  return message.success
    ? { message: message.data, malformed: [] }
    : { message: null, malformed: [malformed(raw, message.error)] };
}

function malformed(raw: unknown, { issues }: z.ZodError): Malformed {
  const named = Named.safeParse(raw);
  return {
    pipId: named.success ? named.data.pip_id : null,
    problem: issues.map(({ path, message }) => `${path.join('.') || 'message'}: ${message}`).join('; '),
  };
}
