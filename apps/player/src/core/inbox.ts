import { DeviceCommandMessage, DeviceMessage, DeviceSnapshot, PipShow } from '@sitecast/protocol/messages';
import { z } from 'zod';

/** What is wrong with a message, and the overlay or command it concerns, if known. */
interface Malformed {
  pipId?: string;
  commandId?: string;
  problem: string;
}

export interface Received {
  /** Null if nothing in it can be used. */
  message: DeviceMessage | null;
  malformed: Malformed[];
}

const EVENTS = DeviceMessage.options.map(({ shape }) => shape.event.value as string);
const Announced = z.object({ event: z.string() });
const Id = z.string().min(1).max(64).optional().catch(undefined);
const Named = z.object({ pip_id: Id, command_id: Id });
/** A snapshot whose parts are validated one by one, so that a malformed one does not discard the others. */
const LooseSnapshot = DeviceSnapshot.extend({
  overlays: z.array(z.unknown()),
  commands: z.array(z.unknown()).default([]),
});

/**
 * Parses a message from the server. Never throws: malformed parts are listed and the rest is used. Unknown events come
 * from a newer server and are ignored.
 */
export function readMessage(raw: unknown): Received {
  const announced = Announced.safeParse(raw);
  if (announced.success && !EVENTS.includes(announced.data.event)) return { message: null, malformed: [] };

  const snapshot = LooseSnapshot.safeParse(raw);
  if (snapshot.success) {
    const overlays = readEach(PipShow, snapshot.data.overlays);
    const commands = readEach(DeviceCommandMessage, snapshot.data.commands);
    return {
      message: { ...snapshot.data, overlays: overlays.good, commands: commands.good },
      malformed: overlays.malformed.concat(commands.malformed),
    };
  }
  const message = DeviceMessage.safeParse(raw);
  return message.success
    ? { message: message.data, malformed: [] }
    : { message: null, malformed: [malformed(raw, message.error)] };
}

function readEach<T>(schema: z.ZodType<T>, parts: unknown[]): { good: T[]; malformed: Malformed[] } {
  const good: T[] = [];
  const bad: Malformed[] = [];
  for (const part of parts) {
    const result = schema.safeParse(part);
    if (result.success) good.push(result.data);
    else bad.push(malformed(part, result.error));
  }
  return { good, malformed: bad };
}

function malformed(raw: unknown, { issues }: z.ZodError): Malformed {
  const named = Named.safeParse(raw);
  return {
    pipId: named.data?.pip_id,
    commandId: named.data?.command_id,
    problem: issues.map(({ path, message }) => `${path.join('.') || 'message'}: ${message}`).join('; '),
  };
}
