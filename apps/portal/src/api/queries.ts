import type { PortalClient } from '@sitecast/client';
import { keys } from './keys.ts';

/** What the pages begin with: asked for together with the session, in one request, when one of them is the first. */
export function overviewQuery(api: Pick<PortalClient, 'overview'>) {
  return { queryKey: keys.overview, queryFn: () => api.overview.query() };
}

export function locationQuery(api: Pick<PortalClient, 'location'>, locationId: string) {
  return { queryKey: keys.location(locationId), queryFn: () => api.location.query({ locationId }) };
}
