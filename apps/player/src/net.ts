import type { DeviceRouter } from '@sitecast/api';
import { createTRPCClient, createWSClient, TRPCClientError, wsLink } from '@trpc/client';
import type { Credentials } from './core/link.ts';

type Api = ReturnType<typeof createTRPCClient<DeviceRouter>>;

export interface ConnectionEvents {
  opened(): void;
  /** The connection is lost. `code` is the server's close code, or null if it sent none. */
  lost(code: number | null): void;
  /** The server rejected the credentials. */
  refused(): void;
}

export interface Connection {
  readonly api: Api;
  /**
   * Waits for an answer. If none arrives in time, the connection is considered lost, even if the socket looks open.
   * Rejects with the server's error.
   */
  answer<T>(call: Promise<T>): Promise<T>;
  /** Checks the error of a subscription or call: rejected credentials end the connection. */
  judge(error: unknown): void;
  /** Closes it without emitting an event. */
  close(): void;
}

const OPEN_WITHIN_MS = 20_000;
const ANSWER_WITHIN_MS = 10_000;

/**
 * A WebSocket to the server's `/device`, used until it is lost. The core decides when to open the next one, so the tRPC
 * client's own reconnecting is off.
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
        // The server is shutting down: disconnect now and reconnect with our own backoff.
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
      // Before closing, which ends the subscriptions and would otherwise look like the reason.
      tell?.();
    } finally {
      socket.close().catch(() => {});
      // The client's `close` waits for answers that never arrive on a half-open socket.
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
