import { checkTopic, freezeMessage } from './bus-rules.ts';

/** A subscriber. What it returns (or resolves to) answers a `request`; `undefined` is no answer. */
export type BusHandler = (message: unknown) => unknown;

export type BusAnswer = { answered: true; reply: unknown } | { answered: false };

/**
 * What processes say to each other. Delivery is at most once and never within the call to `publish`; a process
 * also hears what it publishes itself. Messages of one publisher on one topic arrive in order.
 *
 * Messages and replies are plain JSON and read-only: `publish` freezes what it is given, so that receivers in
 * one process may share it, and throws a TypeError for anything JSON would change on the way (a Date, NaN, …).
 */
export interface Bus {
  /** Never throws because the bus is away or closed: the message is lost then (see `onReconnect`). */
  publish(topic: string, message: unknown): void;
  /**
   * Resolves, to the function that ends it, when the subscription is in force on the server too. A handler that
   * throws harms nobody else: the error goes to `onError`, and it gives no answer.
   */
  subscribe(topic: string, handler: BusHandler): Promise<() => void>;
  /** The first answer, or `{ answered: false }`: at once when nobody listens, otherwise after `timeoutMs`. */
  request(topic: string, message: unknown, timeoutMs: number): Promise<BusAnswer>;
  /**
   * Called when messages may have been lost: this process, or another that publishes, was cut off from the bus
   * and is back. Subscriptions are in force again; read again what you show or rely on.
   */
  onReconnect(listener: () => void): () => void;
  /** Ends every subscription. Afterwards publishing does nothing, requests go unanswered and subscribing fails. */
  close(): Promise<void>;
}

/** With a topic: its handler threw. Without: something is wrong with the connection. */
export type OnBusError = (error: unknown, topic?: string) => void;

export interface BusOptions {
  /** Default: `console.error`. */
  onError?: OnBusError;
}

export const reportToConsole: OnBusError = (error, topic) => {
  console.error(topic === undefined ? 'The bus:' : `A handler of ${topic}:`, error);
};

/** The bus of a single process: a map of handlers. */
export function createInProcessBus({ onError = reportToConsole }: BusOptions = {}): Bus {
  // A subscription is an object of its own: the same function may be subscribed twice.
  const topics = new Map<string, Set<{ handler: BusHandler }>>();
  let closed = false;

  /** Hands the message to everybody who listens now; resolves each to its answer, `undefined` for none. */
  function deliver(topic: string, message: unknown): Promise<unknown>[] {
    checkTopic(topic);
    freezeMessage(message);
    const subscriptions = topics.get(topic);
    return [...(subscriptions ?? [])].map(async (subscription) => {
      await null;
      if (!subscriptions?.has(subscription)) return undefined;
      try {
        const reply = await subscription.handler(message);
        return reply === undefined ? undefined : freezeMessage(reply, 'reply');
      } catch (error) {
        onError(error, topic);
        return undefined;
      }
    });
  }

  return {
    publish(topic, message) {
      deliver(topic, message);
    },

    async subscribe(topic, handler) {
      checkTopic(topic);
      if (closed) throw new Error(`Cannot subscribe to ${topic}: the bus is closed`);
      const subscriptions = topics.get(topic) ?? new Set();
      topics.set(topic, subscriptions);
      const subscription = { handler };
      subscriptions.add(subscription);
      return () => {
        subscriptions.delete(subscription);
        if (subscriptions.size === 0 && topics.get(topic) === subscriptions) topics.delete(topic);
      };
    },

    async request(topic, message, timeoutMs) {
      const replies = deliver(topic, message);
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle({ answered: false }), timeoutMs);
        function settle(answer: BusAnswer) {
          clearTimeout(timer);
          resolve(answer);
        }
        const answers = replies.map(async (pending) => {
          const reply = await pending;
          if (reply !== undefined) settle({ answered: true, reply });
        });
        Promise.all(answers).then(() => settle({ answered: false }));
      });
    },

    onReconnect() {
      return () => {};
    },

    async close() {
      closed = true;
      for (const subscriptions of topics.values()) subscriptions.clear();
      topics.clear();
    },
  };
}
