import type { AppRouter } from '@sitecast/api';
import {
  createTRPCClient,
  createWSClient,
  httpBatchLink,
  splitLink,
  type TRPCClient,
  wsLink,
} from '@trpc/client';
import { backoff } from './backoff.ts';

export interface ClientOptions {
  /** The server's address without a trailing slash, e.g. `https://screens.example.com`. */
  url: string;
  /** A session or a token; a browser leaves it out and sends its cookie. */
  token?: string;
  /** Which workspace is meant, for a user with several. Read for each call, so it may change. */
  workspaceId?: () => string | null;
  /** In which the person reads, e.g. `de`: of mails that the server writes. Read for each call. */
  language?: () => string;
  /** Where there is no global WebSocket (Node before 22), one to use. */
  WebSocket?: typeof WebSocket;
  /** The live connection: open, or lost and being tried again. */
  onLive?: (live: boolean) => void;
}

export interface SitecastClient {
  /** The router's procedures, typed. */
  api: TRPCClient<AppRouter>;
  /** Closes the live connection. After that the client is of no more use. */
  close(): Promise<void>;
}

/**
 * A typed client of the server: queries and mutations by HTTP, subscriptions by one WebSocket that opens with the
 * first of them, closes after the last, and comes back by itself.
 */
export function createClient(options: ClientOptions): SitecastClient {
  const { url, token, workspaceId, language, WebSocket, onLive } = options;
  const hint = () => workspaceId?.() ?? null;
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const socket = createWSClient({
    url: `${url.replace(/^http/, 'ws')}/trpc`,
    WebSocket,
    lazy: { enabled: true, closeMs: 1_000 },
    retryDelayMs: (attempt) => backoff(attempt),
    keepAlive: { enabled: true, intervalMs: 25_000, pongTimeoutMs: 10_000 },
    connectionParams: () => ({ ...authorization, ...(hint() === null ? {} : { workspaceId: hint()! }) }),
    onOpen: () => onLive?.(true),
    onClose: () => onLive?.(false),
  });
  const api = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: wsLink({ client: socket }),
        false: httpBatchLink({
          url: `${url}/trpc`,
          maxURLLength: 4_000,
          // The server takes no more in one request.
          maxItems: 20,
          headers: () => ({
            ...authorization,
            ...(hint() === null ? {} : { 'x-workspace-id': hint()! }),
            ...(language === undefined ? {} : { 'accept-language': language() }),
          }),
        }),
      }),
    ],
  });
  return { api, close: () => socket.close() };
}
