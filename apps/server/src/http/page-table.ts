/**
 * Who gets a page. `open`: everybody. `user`: who is logged in. `manager`: who is admin of a workspace; of which one the
 * dashboard shows is its own matter, as the API tells it what he may read. `admin`: platform admins.
 */
export type PageAccess = 'open' | 'user' | 'manager' | 'admin';

export interface Page {
  /** `/screens/:deviceId`: what begins with a colon stands for one part of the path. */
  path: `/${string}`;
  access: PageAccess;
  /** Its address holds a secret: it is neither kept nor told to anybody. */
  secret?: true;
  /** Where a page is that people look for under another name. */
  leadsTo?: `/${string}`;
}

/** Every page of the dashboard. The server serves this table, and a test walks it. */
export const pages: Page[] = [
  { path: '/', access: 'user' },
  { path: '/screens', access: 'user' },
  { path: '/screens/:deviceId', access: 'user' },
  { path: '/groups', access: 'user' },
  { path: '/groups/:groupId', access: 'user' },
  { path: '/overlays', access: 'user' },
  { path: '/meters', access: 'user' },
  { path: '/meters/:unitId', access: 'user' },
  { path: '/clients', access: 'user' },
  { path: '/alerts', access: 'user' },
  { path: '/projects', access: 'user' },
  { path: '/projects/:projectId', access: 'user' },
  { path: '/settings', access: 'open', leadsTo: '/settings/members' },
  { path: '/settings/members', access: 'user' },
  { path: '/settings/tokens', access: 'user' },
  { path: '/settings/branding', access: 'manager' },
  { path: '/settings/audit', access: 'manager' },
  { path: '/tokens', access: 'user' },
  { path: '/profile', access: 'open', leadsTo: '/tokens' },
  { path: '/account', access: 'user' },
  { path: '/admin/users', access: 'admin' },
  { path: '/admin/tokens', access: 'admin' },
  { path: '/admin/audit', access: 'admin' },
  { path: '/docs', access: 'open' },
  { path: '/login', access: 'open' },
  { path: '/login/link/:token', access: 'open', secret: true },
  { path: '/reset/:token', access: 'open', secret: true },
];

const patterns = pages.map((page) => ({
  page,
  pattern: new RegExp(`^${page.path.replaceAll(/:\w+/g, '[^/]+')}$`),
}));

export function findPage(path: string): Page | undefined {
  return patterns.find(({ pattern }) => pattern.test(path))?.page;
}
