import type { PortalSession } from '@sitecast/api/portal/view/schema';
import type { PortalClient } from '@sitecast/client';
import { createContext, useContext } from 'solid-js';

/** The data available to every page of the portal. */
export interface Portal {
  api: PortalClient;
  session: PortalSession;
}

const PortalContext = createContext<Portal>();

export function usePortal(): Portal {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error('usePortal is for what a client sees');
  return portal;
}

/** The context provider; tests pass their own API. */
export const ProvidePortal = PortalContext.Provider;
