/**
 * The parts that are loaded together. A part that isn't listed here is a bundle of its own, by the same name.
 * What the first pages need is in `dashboard` and `portal`; everything else comes with the pages that use it.
 */
export const bundles: Record<string, string[]> = {
  dashboard: [
    'common',
    'fields',
    'problems',
    'shell',
    'roles',
    'login',
    'docs',
    'not-found',
    'screens',
    'overlay',
  ],
  account: ['account', 'reset'],
  alerts: ['alerts', 'rules'],
  clients: ['clients', 'portal-links'],
  meters: ['meters', 'meter'],
  people: ['links', 'members', 'users'],
  screen: ['screen', 'commands'],
  tokens: ['tokens', 'personal-tokens', 'all-tokens'],
  portal: [
    'portal-common',
    'portal-problems',
    'portal-shell',
    'portal-overview',
    'portal-level',
    'portal-states',
    'portal-live',
    'portal-location',
    'portal-alerts',
    'portal-duration',
    'portal-not-found',
  ],
};
