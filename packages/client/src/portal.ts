import type { PortalRouter } from '@sitecast/api';
import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';

/** What a client's portal may ask for, typed. */
export type PortalClient = TRPCClient<PortalRouter>['portal'];

/** The portal's side of the server: the browser's cookie says whose. Levels stream by a socket of their own. */
export function createPortalClient({ url }: { url: string }): PortalClient {
  const { portal } = createTRPCClient<PortalRouter>({
    // The server takes no more than twenty in one request.
    links: [httpBatchLink({ url: `${url}/portal/trpc`, maxURLLength: 4_000, maxItems: 20 })],
  });
  return portal;
}
