import { checkTopic, freezeMessage } from './bus-rules.ts';

/** Handles a message. Its return value, or what it resolves to, answers a `request`; `undefined` is no answer. */
export type BusHandler = (message: unknown) => unknown;

export type BusAnswer = { answered: true; reply: unknown } | { answered: false };

/**
 * Publish/subscribe between processes. Delivery is at most once and always asynchronous; a process also receives its own
 * messages. Messages of one publisher on one topic arrive in order.
 *
 * Messages and replies are plain, read-only JSON: `publish` freezes its argument, so that receivers in one process can
 * share it, and throws a TypeError for anything that JSON would not preserve (a Date, NaN, …).
 */
export interface Bus {
  /** Does not throw when the bus is unreachable or closed: the message is lost (see `onReconnect`). */
  publish(topic: string, message: unknown): void;
  /**
   * Resolves to an unsubscribe function once the server has registered the subscription. When a handler throws, the
   * error goes to `onError`, that handler gives no answer, and the others still run.
   */
  subscribe(topic: string, handler: BusHandler): Promise<() => void>;
  /** The first answer, or `{ answered: false }`: immediately without subscribers, otherwise after `timeoutMs`. */
  request(topic: string, message: unknown, timeoutMs: number): Promise<BusAnswer>;
  /** Sends one message to many topics. Resolves to an answer per topic, in order, as `request` does. */
  requestAll(topics: string[], message: unknown, timeoutMs: number): Promise<BusAnswer[]>;
  /**
   * Called when messages may have been lost because this process, or another publisher, was disconnected from the
   * bus and has reconnected. Subscriptions have been restored; reload any state that depends on messages.
   */
  onReconnect(listener: () => void): () => void;
  /** Ends all subscriptions. Afterwards publishing does nothing, requests are unanswered and subscribing fails. */
  close(): Promise<void>;
}

/** With a topic: its handler threw. Without: a connection error. */
export type OnBusError = (error: unknown, topic?: string) => void;

export interface BusOptions {
  /** Default: `console.error`. */
  onError?: OnBusError;
}

export const reportToConsole: OnBusError = (error, topic) => {
  console.error(topic === undefined ? 'Bus error:' : `Bus handler of ${topic} failed:`, error);
};

/** The bus of a single process: a map of handlers. */
export function createInProcessBus({ onError = reportToConsole }: BusOptions = {}): Bus {
  // An object per subscription, because the same function may be subscribed twice.
  const topics = new Map<string, Set<{ handler: BusHandler }>>();
  /** Published in this tick. Batched, because a microtask per meter frame would cost as much as the frame itself. */
  let published: { topic: string; message: unknown; subscriptions: { handler: BusHandler }[] }[] = [];
  let closed = false;

  function deliverPublished() {
    const messages = published;
    published = [];
    for (const { topic, message, subscriptions } of messages) {
      const listening = topics.get(topic);
      for (const subscription of subscriptions)
        if (listening?.has(subscription)) ask(subscription.handler, topic, message);
    }
  }

  /**
   * Delivers the message to those subscribed now and still subscribed in the next microtask. Returns the answers by
   * topic: values from synchronous handlers, promises from asynchronous ones.
   */
  async function deliver(names: string[], message: unknown): Promise<unknown[][]> {
    const listening = names.map((topic) => [...(topics.get(topic) ?? [])]);
    await null;
    return listening.map((subscriptions, index) => {
      const topic = names[index]!;
      const answers: unknown[] = [];
      for (const subscription of subscriptions) {
        if (!topics.get(topic)?.has(subscription)) continue;
        const answer = ask(subscription.handler, topic, message);
        if (answer !== undefined) answers.push(answer);
      }
      return answers;
    });
  }

  function check(topic: string, message: unknown) {
    checkTopic(topic);
    freezeMessage(message);
  }

  function ask(handler: BusHandler, topic: string, message: unknown): unknown {
    try {
      const reply = handler(message);
      if (!(reply instanceof Promise)) return checked(reply);
      return reply.then(checked).catch((error) => onError(error, topic));
    } catch (error) {
      onError(error, topic);
      return undefined;
    }
  }

  return {
    publish(topic, message) {
      check(topic, message);
      const listening = topics.get(topic);
      if (!listening) return;
      if (published.length === 0) queueMicrotask(deliverPublished);
      published.push({ topic, message, subscriptions: [...listening] });
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
      check(topic, message);
      const [answers] = await deliver([topic], message);
      return toAnswer(answers!, timeoutMs);
    },

    async requestAll(names, message, timeoutMs) {
      for (const topic of names) check(topic, message);
      const answers = await deliver(names, message);
      return Promise.all(answers.map((ofTopic) => toAnswer(ofTopic, timeoutMs)));
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

function checked(reply: unknown): unknown {
  return reply === undefined ? undefined : freezeMessage(reply, 'reply');
}

function toAnswer(answers: unknown[], timeoutMs: number): BusAnswer | Promise<BusAnswer> {
  const immediate = answers.find((answer) => !(answer instanceof Promise));
  if (immediate !== undefined) return { answered: true, reply: immediate };
  return answers.length === 0 ? { answered: false } : firstAnswer(answers as Promise<unknown>[], timeoutMs);
}

/** The first promise to resolve to an answer; `answered: false` if none does in time. */
function firstAnswer(answers: Promise<unknown>[], timeoutMs: number): Promise<BusAnswer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle({ answered: false }), timeoutMs);
    function settle(answer: BusAnswer) {
      clearTimeout(timer);
      resolve(answer);
    }
    const settled = answers.map(async (pending) => {
      const reply = await pending;
      if (reply !== undefined) settle({ answered: true, reply });
    });
    Promise.all(settled).then(() => settle({ answered: false }));
  });
}
