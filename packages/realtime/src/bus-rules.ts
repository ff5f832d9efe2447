/** Rules for topics and messages on every bus, so that code that works in one process also works across several. */

/** The last message frozen, so that one published to many topics is walked once. */
let lastFrozen: unknown;

/** Throws a TypeError for a topic that one of the buses would reject or treat as a wildcard. */
export function checkTopic(topic: string) {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(topic)) throw new TypeError(`"${topic}" is not a topic name`);
}

/**
 * Deep-freezes a message and returns it. Throws a TypeError that names the path of any value that JSON would not
 * preserve.
 */
export function freezeMessage<T>(message: T, name = 'message'): T {
  if (message === lastFrozen) return message;
  const fault = freezeDeep(message);
  if (fault) throw new TypeError(`${name}${fault.path} is ${fault.what}, not plain JSON`);
  lastFrozen = message;
  return message;
}

interface Fault {
  /** From the message to the value, such as `.levels.0`. */
  path: string;
  what: string;
}

/** Builds the path only when there is a fault: every frame of every meter passes through here. */
function freezeDeep(value: unknown): Fault | undefined {
  if (typeof value !== 'object' || value === null) return faultOf(value);
  const isArray = Array.isArray(value);
  const prototype = Object.getPrototypeOf(value);
  if (!isArray && prototype !== Object.prototype && prototype !== null) {
    return { path: '', what: `a ${prototype.constructor?.name ?? 'special object'}` };
  }
  for (const key of Object.keys(value)) {
    const part: unknown = value[key as keyof typeof value];
    // JSON drops undefined properties, and readers treat a missing property as undefined.
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
