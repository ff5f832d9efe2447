/** What holds for topics and messages on every bus, so that what works within one process works between two. */

/** Walked before: one message published to many topics is walked once. */
const frozen = new WeakSet<object>();

/** Throws a TypeError for a topic that some bus would read as a pattern or refuse. */
export function checkTopic(topic: string) {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(topic)) throw new TypeError(`"${topic}" is not a topic name`);
}

/**
 * Freezes a message through and through and returns it. Throws a TypeError, naming the place, for a value that
 * would arrive as something else after JSON.
 */
export function freezeMessage<T>(message: T, path = 'message'): T {
  if (typeof message === 'object' && message !== null) {
    if (frozen.has(message)) return message;
    const isArray = Array.isArray(message);
    const prototype = Object.getPrototypeOf(message);
    if (!isArray && prototype !== Object.prototype && prototype !== null) {
      throw new TypeError(`${path} is a ${prototype.constructor?.name ?? 'special object'}, not plain JSON`);
    }
    for (const [key, value] of Object.entries(message)) {
      // JSON leaves out a property that is undefined, which is what it means to a reader.
      if (value !== undefined || isArray) freezeMessage(value, `${path}.${key}`);
    }
    frozen.add(Object.freeze(message));
    return message;
  }
  const isJson =
    message === null ||
    typeof message === 'string' ||
    typeof message === 'boolean' ||
    Number.isFinite(message);
  if (!isJson) throw new TypeError(`${path} is ${String(message)}, not plain JSON`);
  return message;
}
