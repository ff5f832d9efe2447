import { connect, errors, type Msg, type NatsConnection } from '@nats-io/transport-node';
import {
  type Bus,
  type BusAnswer,
  type BusHandler,
  type BusOptions,
  type OnBusError,
  reportToConsole,
} from './bus.ts';
import { checkTopic, freezeMessage } from './bus-rules.ts';

export interface NatsBusOptions extends BusOptions {
  /** Comes before every subject, so that several installations can share one server. */
  prefix?: string;
  /** What the server's monitoring shows as this connection's name. */
  name?: string;
}

/** Heard by every process when one of them may have lost messages. No topic can have this name. */
const LOST = '$lost';

/** Ask the server to confirm after this many bytes, and send no more while this many are unconfirmed. */
const CONFIRM_BYTES = 1024 * 1024;
const MAX_UNCONFIRMED_BYTES = 32 * 1024 * 1024;

/**
 * The bus between processes: core NATS. Fails when the server can't be reached now; once connected it reconnects
 * for ever. Messages published while the server is away, or does not read, are dropped: see `onReconnect`.
 * @param url `nats://host:port`, with credentials if need be; several are separated by commas
 */
export async function connectNatsBus(url: string, options: NatsBusOptions = {}): Promise<Bus> {
  const { onError = reportToConsole, prefix, name = 'sitecast' } = options;
  const connection = await connect({
    servers: url.split(','),
    name,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectDelayHandler: () => 250 + Math.random() * 1_750,
    // A peer that vanished without a word is given up after 30 s instead of the library's 6 minutes.
    pingInterval: 10_000,
    maxPingOut: 2,
    noAsyncTraces: true,
  });
  const subjectOf = (topic: string) => (prefix === undefined ? topic : `${prefix}.${topic}`);
  const listeners = new Set<() => void>();
  const link = watchLink(connection, onError, () => connection.publish(subjectOf(LOST)));

  function notify() {
    for (const listener of listeners) {
      try {
        listener();
      } catch (error) {
        onError(error);
      }
    }
  }

  async function answer(topic: string, handler: BusHandler, msg: Msg) {
    try {
      const reply = await handler(msg.json());
      if (!msg.reply || reply === undefined) return;
      const body = JSON.stringify(freezeMessage(reply, 'reply'));
      if (link.maySend(body)) msg.respond(body);
    } catch (error) {
      onError(error, topic);
    }
  }

  connection.subscribe(subjectOf(LOST), { callback: notify });
  await link.confirmed();

  return {
    publish(topic, message) {
      checkTopic(topic);
      const body = JSON.stringify(freezeMessage(message));
      if (link.maySend(body)) connection.publish(subjectOf(topic), body);
    },

    async subscribe(topic, handler) {
      checkTopic(topic);
      if (connection.isClosed()) throw new Error(`Cannot subscribe to ${topic}: the bus is closed`);
      const subscription = connection.subscribe(subjectOf(topic), {
        callback(error, msg) {
          if (error) onError(error, topic);
          else answer(topic, handler, msg);
        },
      });
      await link.confirmed();
      return () => subscription.unsubscribe();
    },

    async request(topic, message, timeoutMs): Promise<BusAnswer> {
      checkTopic(topic);
      const body = JSON.stringify(freezeMessage(message));
      if (!link.maySend(body)) return { answered: false };
      try {
        const msg = await connection.request(subjectOf(topic), body, { timeout: Math.max(1, timeoutMs) });
        return { answered: true, reply: msg.json() };
      } catch (error) {
        if (isUnanswered(error) || connection.isClosed()) return { answered: false };
        throw error;
      }
    },

    onReconnect(listener) {
      // Wrapped, so that one function added twice is removed once.
      const entry = () => listener();
      listeners.add(entry);
      return () => listeners.delete(entry);
    },

    async close() {
      if (connection.isClosed()) return;
      await link.flush(1_000);
      await connection.close();
    },
  };
}

function isUnanswered(error: unknown) {
  if (error instanceof errors.TimeoutError || error instanceof errors.NoRespondersError) return true;
  return error instanceof errors.RequestError && error.isNoResponders();
}

/**
 * Watches whether the server is there and reads. What is sent while it doesn't would pile up in memory, so
 * `maySend` refuses; `announceLoss` is called when the server is back and others have to know.
 */
function watchLink(connection: NatsConnection, onError: OnBusError, announceLoss: () => void) {
  let isAway = false;
  let hasLost = false;
  let isConfirming = false;
  let unconfirmed = 0;

  /** Resolves when the server has seen all that was sent so far, however often the connection breaks meanwhile. */
  async function confirmed() {
    while (true) {
      try {
        // The library leaves a flush unsettled when the connection is closed for good.
        await Promise.race([connection.flush(), connection.closed()]);
        if (!connection.isClosed()) return;
      } catch (error) {
        // Broken off by a reconnection: the library sends the subscriptions again, so ask again.
        if (!connection.isClosed()) continue;
        throw error;
      }
      throw new Error('The bus was closed');
    }
  }

  async function confirmBytes() {
    isConfirming = true;
    const bytes = unconfirmed;
    await confirmed();
    unconfirmed -= bytes;
    isConfirming = false;
    if (!hasLost) return;
    hasLost = false;
    announceLoss();
  }

  async function followStatus() {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') isAway = true;
      if (status.type === 'error') onError(status.error);
      if (status.type !== 'reconnect') continue;
      isAway = false;
      // Not before the subscriptions are in force again: whoever reads again now misses nothing after.
      confirmed().then(announceLoss, onError);
    }
  }
  followStatus();

  return {
    confirmed,
    /** False when a message of this length has to be dropped. */
    maySend(body: string) {
      if (isAway || connection.isClosed()) return false;
      if (unconfirmed > MAX_UNCONFIRMED_BYTES) {
        hasLost = true;
        return false;
      }
      unconfirmed += body.length;
      if (unconfirmed > CONFIRM_BYTES && !isConfirming) confirmBytes().catch(onError);
      return true;
    },
    /** Waits until the server has everything, but no longer than this, and not at all while it is away. */
    async flush(timeoutMs: number) {
      if (isAway) return;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([confirmed(), patience]).finally(() => clearTimeout(timer));
    },
  };
}
