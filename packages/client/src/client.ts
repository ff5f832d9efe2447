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
  /** The server's URL without a trailing slash, e.g. `https://screens.example.com`. */
  url: string;
  /** A session or token; omitted in the browser, which sends its cookie. */
  token?: string;
  /** The workspace to use, for users with several. Called for each request. */
  workspaceId?: () => string | null;
  /** The user's language, e.g. `de`, for e-mails. Called for each request. */
  language?: () => string;
  /** An implementation where there is no global WebSocket (Node before 22). */
  WebSocket?: typeof WebSocket;
  /** Called when the live connection opens, or is lost and being retried. */
  onLive?: (live: boolean) => void;
}

export interface SitecastClient {
  /** The typed procedures of the API. */
  api: TRPCClient<AppRouter>;
  /** Closes the live connection. The client can't be used afterwards. */
  close(): Promise<void>;
}

/**
 * A typed API client. Queries and mutations use HTTP; subscriptions share one WebSocket that opens with the first,
 * closes after the last and reconnects by itself.
 */
export function createClient(options: ClientOptions): SitecastClient {
  const { url, token, workspaceId, language, WebSocket, onLive } = options;
  const workspace = () => workspaceId?.() ?? null;
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const socket = createWSClient({
    url: `${url.replace(/^http/, 'ws')}/trpc`,
    WebSocket,
    lazy: { enabled: true, closeMs: 1_000 },
    retryDelayMs: (attempt) => backoff(attempt),
    keepAlive: { enabled: true, intervalMs: 25_000, pongTimeoutMs: 10_000 },
    connectionParams: () => ({
      ...authorization,
      ...(workspace() === null ? {} : { workspaceId: workspace()! }),
    }),
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
          // The server's limit.
          maxItems: 20,
          headers: () => ({
            ...authorization,
            ...(workspace() === null ? {} : { 'x-workspace-id': workspace()! }),
            ...(language === undefined ? {} : { 'accept-language': language() }),
          }),
        }),
      }),
    ],
  });
  return { api, close: () => socket.close() };
}
