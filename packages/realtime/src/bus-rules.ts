/** What holds for topics and messages on every bus, so that what works within one process works between two. */

/** Walked last: one message published to many topics is walked once. */
let walked: unknown;

/** Throws a TypeError for a topic that some bus would read as a pattern or refuse. */
export function checkTopic(topic: string) {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(topic)) throw new TypeError(`"${topic}" is not a topic name`);
}

/**
 * Freezes a message through and through and returns it. Throws a TypeError, naming the place, for a value that
 * would arrive as something else after JSON.
 */
export function freezeMessage<T>(message: T, name = 'message'): T {
  if (message === walked) return message;
  const fault = freezeDeep(message);
  if (fault) throw new TypeError(`${name}${fault.path} is ${fault.what}, not plain JSON`);
  walked = message;
  return message;
}

interface Fault {
  /** From the message to the value, such as `.levels.0`. */
  path: string;
  what: string;
}

/** Where a place is named only once there is a fault: every frame of every meter comes through here. */
function freezeDeep(value: unknown): Fault | undefined {
  if (typeof value !== 'object' || value === null) return faultOf(value);
  const isArray = Array.isArray(value);
  const prototype = Object.getPrototypeOf(value);
  if (!isArray && prototype !== Object.prototype && prototype !== null) {
    return { path: '', what: `a ${prototype.constructor?.name ?? 'special object'}` };
  }
  for (const key of Object.keys(value)) {
    const part: unknown = value[key as keyof typeof value];
    // JSON leaves out a property that is undefined, which is what it means to a reader.
    if (part === undefined && !isArray) continue;
    const fault = freezeDeep(part);
    if (fault) return { ...fault, path: `.${key}${fault.path}` };
  }
  Object.freeze(value);
  return undefined;
}

function faultOf(value: unknown): Fault | undefined {
  const isJson =
    value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  return isJson ? undefined : { path: '', what: String(value) };
}
