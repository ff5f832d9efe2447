import { connect, errors, type Msg } from '@nats-io/transport-node';
import { type Bus, type BusAnswer, type BusHandler, type BusOptions, reportToConsole } from './bus.ts';
import { checkTopic, freezeMessage } from './bus-rules.ts';
import { watchNatsLink } from './nats-link.ts';

export interface NatsBusOptions extends BusOptions {
  /** Prefix of every subject, so that several installations can share a server. */
  prefix?: string;
  /** The connection's name in the server's monitoring. */
  name?: string;
}

/** Tells every process that one of them may have lost messages. Not a valid topic name, so it cannot clash. */
const LOST = '$lost';

/**
 * The bus between processes, on core NATS. Fails if the server cannot be reached; once connected it reconnects
 * indefinitely. Messages published while the server is unreachable or not reading are dropped: see `onReconnect`.
 * @param url `nats://host:port`, or `tls://…` to require TLS, with optional `user:password@` or `token@`. URLs of a
 *   cluster are separated by commas; the first one's credentials apply to all
 */
export async function connectNatsBus(url: string, options: NatsBusOptions = {}): Promise<Bus> {
  const { onError = reportToConsole, prefix, name = 'sitecast' } = options;
  const connection = await connect({
    ...readUrl(url),
    name,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectDelayHandler: () => 250 + Math.random() * 1_750,
    // Detects a dead peer after 30 s instead of the library's default of 6 minutes.
    pingInterval: 10_000,
    maxPingOut: 2,
    noAsyncTraces: true,
  });
  const subjectOf = (topic: string) => (prefix === undefined ? topic : `${prefix}.${topic}`);
  const listeners = new Set<() => void>();
  const link = watchNatsLink(connection, onError, () => connection.publish(subjectOf(LOST)));

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

  async function request(topic: string, message: unknown, timeoutMs: number): Promise<BusAnswer> {
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
  }

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

    request,

    requestAll(topics, message, timeoutMs) {
      return Promise.all(topics.map((topic) => request(topic, message, timeoutMs)));
    },

    onReconnect(listener) {
      // Wrapped, so that a function added twice is removed one at a time.
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

/** Splits a URL for the library, which takes servers without scheme and credentials. */
function readUrl(url: string) {
  const urls = url.split(',').map((one) => new URL(one.trim()));
  const { protocol, username, password } = urls[0]!;
  if (urls.some((one) => one.protocol !== protocol) || !['nats:', 'tls:'].includes(protocol)) {
    throw new TypeError('A NATS URL must start with nats:// or tls://');
  }
  const servers = urls.map(({ host }) => host);
  const tls = protocol === 'tls:' ? {} : undefined;
  const user = decodeURIComponent(username);
  if (user === '') return { servers, tls };
  if (password === '') return { servers, tls, token: user };
  return { servers, tls, user, pass: decodeURIComponent(password) };
}

function isUnanswered(error: unknown) {
  if (error instanceof errors.TimeoutError || error instanceof errors.NoRespondersError) return true;
  return error instanceof errors.RequestError && error.isNoResponders();
}
