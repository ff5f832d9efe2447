import type { PortalClient } from '@sitecast/client';
import { keys } from './keys.ts';

/** The initial queries of the pages, prefetched in one request with the session. */
export function overviewQuery(api: Pick<PortalClient, 'overview'>) {
  return { queryKey: keys.overview, queryFn: () => api.overview.query() };
}

export function locationQuery(api: Pick<PortalClient, 'location'>, locationId: string) {
  return { queryKey: keys.location(locationId), queryFn: () => api.location.query({ locationId }) };
}
