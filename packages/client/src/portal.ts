import type { PortalRouter } from '@sitecast/api';
import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';

/** The typed procedures of a client's portal. */
export type PortalClient = TRPCClient<PortalRouter>['portal'];

/** A typed client of the portal, authenticated by the browser's cookie. Live levels use a separate WebSocket. */
export function createPortalClient({ url }: { url: string }): PortalClient {
  const { portal } = createTRPCClient<PortalRouter>({
    // The server accepts at most 20 calls per request.
    links: [httpBatchLink({ url: `${url}/portal/trpc`, maxURLLength: 4_000, maxItems: 20 })],
  });
  return portal;
}
