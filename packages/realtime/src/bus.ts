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
  /** One message to many topics: what `request` says of each, in the order of `topics`. */
  requestAll(topics: string[], message: unknown, timeoutMs: number): Promise<BusAnswer[]>;
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
  /** What was published in this turn: a microtask for each frame of each meter would cost as much as the frame. */
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
   * Hands the message to everybody who listens now and still does a moment later. Returns their answers by topic:
   * values, or promises of handlers that take their time. Most answer at once: then nothing has to be waited for.
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
      return Promise.all(answers.map((ofOne) => toAnswer(ofOne, timeoutMs)));
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
  const atOnce = answers.find((answer) => !(answer instanceof Promise));
  if (atOnce !== undefined) return { answered: true, reply: atOnce };
  return answers.length === 0 ? { answered: false } : firstAnswer(answers as Promise<unknown>[], timeoutMs);
}

/** The first of the promises that comes to an answer; not answered when none does, or not in time. */
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
