/** Walked before: one message published to many topics is walked once. */
const frozen = new WeakSet<object>();

/**
 * Freezes a message through and through and returns it. Throws a TypeError, naming the place, for a value that
 * would arrive as something else after JSON: what works within one process must work between two.
 */
export function freezeMessage<T>(message: T, path = 'message'): T {
  if (typeof message === 'object' && message !== null) {
    if (frozen.has(message)) return message;
    const prototype = Object.getPrototypeOf(message);
    if (!Array.isArray(message) && prototype !== Object.prototype && prototype !== null) {
      throw new TypeError(`${path} is a ${prototype.constructor?.name ?? 'special object'}, not plain JSON`);
    }
    for (const [key, value] of Object.entries(message)) freezeMessage(value, `${path}.${key}`);
    frozen.add(Object.freeze(message));
    return message;
  }
  const isJson =
    message === null ||
    message === undefined ||
    typeof message === 'string' ||
    typeof message === 'boolean' ||
    Number.isFinite(message);
  if (!isJson) throw new TypeError(`${path} is ${String(message)}, not plain JSON`);
  return message;
}
