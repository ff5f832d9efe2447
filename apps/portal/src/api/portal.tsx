import type { PortalSession } from '@sitecast/api/portal/view/schema';
import type { PortalClient } from '@sitecast/client';
import { createContext, useContext } from 'solid-js';

/** What every page of the portal knows. */
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

/** The bare context; tests fill it with a server of their own. */
export const ProvidePortal = PortalContext.Provider;
