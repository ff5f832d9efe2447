/** Query keys of cached responses. */
export const keys = {
  session: ['session'] as const,
  overview: ['overview'] as const,
  location: (locationId: string) => ['location', locationId] as const,
  recent: (locationId: string) => ['recent', locationId] as const,
  alerts: (locationId: string) => ['alerts', locationId] as const,
};
