import type { DeviceRouter } from '@sitecast/api';
import { createTRPCClient, createWSClient, TRPCClientError, wsLink } from '@trpc/client';
import type { Credentials } from './core/link.ts';

type Api = ReturnType<typeof createTRPCClient<DeviceRouter>>;

export interface ConnectionEvents {
  opened(): void;
  /** The connection is of no use any more; `code` is the server's close code, null when it never said one. */
  lost(code: number | null): void;
  /** The server says that these credentials are worth nothing. */
  refused(): void;
}

export interface Connection {
  readonly api: Api;
  /**
   * Waits for an answer. One that doesn't come means that nobody is there, although the socket may look open: the
   * connection is given up. Rejects with whatever the server refused.
   */
  answer<T>(call: Promise<T>): Promise<T>;
  /** Judges an error of a subscription or a call: refused credentials end the connection. */
  judge(error: unknown): void;
  /** Ends it silently: no event follows. */
  close(): void;
}

const OPEN_WITHIN_MS = 20_000;
const ANSWER_WITHIN_MS = 10_000;

/**
 * One WebSocket to the server's `/device`, used until it is lost. When to open the next one is decided elsewhere,
 * so the tRPC client's own reconnecting stays off.
 */
export function openConnection(
  url: string,
  credentials: Credentials | null,
  events: ConnectionEvents,
): Connection {
  let ended = false;
  const socket = createWSClient({
    url,
    connectionParams: credentials && (() => ({ ...credentials })),
    onOpen() {
      clearTimeout(opening);
      if (!ended) events.opened();
    },
    onError: () => finish(() => events.lost(null)),
    onClose: (event) => finish(() => events.lost(event?.code ?? null)),
    experimental_encoder: {
      encode: (message) => JSON.stringify(message),
      decode(data) {
        const message = JSON.parse(data as string);
        // The server is about to go: leave now, and come back at a time of our own like everybody else.
        if (message.method === 'reconnect') finish(() => events.lost(null));
        return message;
      },
    },
  });
  const opening = setTimeout(() => finish(() => events.lost(null)), OPEN_WITHIN_MS);

  function finish(tell?: () => void): void {
    if (ended) return;
    ended = true;
    clearTimeout(opening);
    try {
      // First, because closing ends the subscriptions, and nobody should take that for the reason.
      tell?.();
    } finally {
      socket.close().catch(() => {});
      // Its own `close` waits for answers that a half-open socket never brings.
      socket.connection?.ws.close();
    }
  }

  function judge(error: unknown): void {
    if (error instanceof TRPCClientError && error.data?.code === 'UNAUTHORIZED') finish(events.refused);
  }

  return {
    api: createTRPCClient<DeviceRouter>({ links: [wsLink({ client: socket })] }),
    answer(call) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error('The server did not answer in time'));
          finish(() => events.lost(null));
        }, ANSWER_WITHIN_MS);
        call.then(resolve, (error) => {
          judge(error);
          reject(error);
        });
        const answered = () => clearTimeout(timer);
        call.then(answered, answered);
      });
    },
    judge,
    close: () => finish(),
  };
}
