import type { PlainKey } from '@sitecast/i18n';
import type dashboard from '@sitecast/i18n/dashboard';
import type { navigationIcons } from './shell/navigation-icons.ts';

/**
 * Who may open a page. `open`: everyone. `user`: everyone who is logged in. `member`: likewise, but the page shows a
 * workspace, and people without one are told so. `manager`: admins of the workspace. `admin`: platform admins.
 */
export type PageAccess = 'open' | 'user' | 'member' | 'manager' | 'admin';

type TitleKey = PlainKey<typeof dashboard>;

export interface Page {
  /** `/screens/:deviceId`: a part that begins with a colon is a parameter. */
  path: `/${string}`;
  access: PageAccess;
  /** Imports the module whose only export is the page's component. */
  load?: () => Promise<object>;
  /** Props of the component, where two pages share one. */
  props?: Record<string, unknown>;
  /** The page's name, in the browser's tab and in the navigation. A page about one thing names itself. */
  title?: TitleKey;
  /** Its entry in the navigation. */
  navigation?: { section: keyof typeof sections; icon: keyof typeof navigationIcons };
  /** The address holds a secret: it is neither cached nor sent as a referrer. */
  secret?: true;
  /** Where the page really is, for an address that people may look for. */
  leadsTo?: `/${string}`;
  /** Exists only until there is a user: the server serves it by itself. */
  setup?: true;
}

/** The navigation's sections in their order, with their titles. */
export const sections = {
  work: null,
  settings: 'shell.settings',
  administration: 'shell.administration',
} as const;

/**
 * Every page of the dashboard: the router, the navigation, the tab's titles and, by `pages.json` of the build, the
 * server derive from it. Imports nothing but types, so that the build can read it.
 */
export const pages: Page[] = [
  { path: '/', access: 'user' },
  {
    path: '/screens',
    access: 'member',
    load: () => import('./features/screens/ScreensPage.tsx'),
    title: 'shell.screens',
    navigation: { section: 'work', icon: 'Monitor' },
  },
  {
    path: '/screens/:deviceId',
    access: 'member',
    load: () => import('./features/screens/ScreenPage.tsx'),
  },
  {
    path: '/groups',
    access: 'member',
    load: () => import('./features/groups/GroupsPage.tsx'),
    title: 'shell.groups',
    navigation: { section: 'work', icon: 'Boxes' },
  },
  {
    path: '/groups/:groupId',
    access: 'member',
    load: () => import('./features/groups/GroupPage.tsx'),
  },
  {
    path: '/overlays',
    access: 'member',
    load: () => import('./features/pip/OverlaysPage.tsx'),
    title: 'shell.overlays',
    navigation: { section: 'work', icon: 'PictureInPicture' },
  },
  {
    path: '/meters',
    access: 'member',
    load: () => import('./features/meters/MetersPage.tsx'),
    title: 'shell.meters',
    navigation: { section: 'work', icon: 'AudioLines' },
  },
  {
    path: '/meters/:unitId',
    access: 'member',
    load: () => import('./features/meters/MeterPage.tsx'),
  },
  {
    path: '/alerts',
    access: 'member',
    load: () => import('./features/alerts/AlertsPage.tsx'),
    title: 'shell.alerts',
    navigation: { section: 'work', icon: 'Bell' },
  },
  {
    path: '/projects',
    access: 'member',
    load: () => import('./features/projects/ProjectsPage.tsx'),
    title: 'shell.projects',
    navigation: { section: 'work', icon: 'FolderKanban' },
  },
  {
    path: '/projects/:projectId',
    access: 'member',
    load: () => import('./features/projects/ProjectPage.tsx'),
  },
  {
    path: '/clients',
    access: 'member',
    load: () => import('./features/clients/ClientsPage.tsx'),
    title: 'shell.clients',
    navigation: { section: 'work', icon: 'Briefcase' },
  },
  { path: '/settings', access: 'open', leadsTo: '/settings/members' },
  {
    path: '/settings/members',
    access: 'member',
    load: () => import('./features/members/MembersPage.tsx'),
    title: 'shell.members',
    navigation: { section: 'settings', icon: 'UsersRound' },
  },
  {
    path: '/settings/tokens',
    access: 'member',
    load: () => import('./features/tokens/TokensPage.tsx'),
    title: 'shell.tokens',
    navigation: { section: 'settings', icon: 'KeyRound' },
  },
  {
    path: '/settings/branding',
    access: 'manager',
    load: () => import('./features/branding/BrandingPage.tsx'),
    title: 'shell.branding',
    navigation: { section: 'settings', icon: 'Palette' },
  },
  {
    path: '/settings/audit',
    access: 'manager',
    load: () => import('./features/audit/AuditPage.tsx'),
    props: { scope: 'workspace' },
    title: 'shell.audit',
    navigation: { section: 'settings', icon: 'ScrollText' },
  },
  {
    path: '/tokens',
    access: 'user',
    load: () => import('./features/personal-tokens/PersonalTokensPage.tsx'),
    title: 'shell.myTokens',
  },
  { path: '/profile', access: 'open', leadsTo: '/tokens' },
  {
    path: '/account',
    access: 'user',
    load: () => import('./features/account/AccountPage.tsx'),
    title: 'shell.accountPage',
  },
  {
    path: '/admin/users',
    access: 'admin',
    load: () => import('./features/users/UsersPage.tsx'),
    title: 'shell.users',
    navigation: { section: 'administration', icon: 'UserRoundCog' },
  },
  {
    path: '/admin/tokens',
    access: 'admin',
    load: () => import('./features/personal-tokens/AllTokensPage.tsx'),
    title: 'shell.accessTokens',
    navigation: { section: 'administration', icon: 'IdCard' },
  },
  {
    path: '/admin/audit',
    access: 'admin',
    load: () => import('./features/audit/AuditPage.tsx'),
    props: { scope: 'platform' },
    title: 'shell.audit',
    navigation: { section: 'administration', icon: 'ScrollText' },
  },
  { path: '/docs', access: 'open', load: () => import('./features/docs/DocsPage.tsx'), title: 'docs.title' },
  {
    path: '/login',
    access: 'open',
    load: () => import('./features/login/LoginPage.tsx'),
    title: 'login.submit',
  },
  {
    path: '/login/link/:token',
    access: 'open',
    load: () => import('./features/login/LoginLinkPage.tsx'),
    title: 'login.submit',
    secret: true,
  },
  {
    path: '/reset/:token',
    access: 'open',
    load: () => import('./features/reset/ResetPage.tsx'),
    secret: true,
  },
  { path: '/setup', access: 'open', load: () => import('./features/setup/SetupPage.tsx'), setup: true },
];

/** What the server has to know of the pages; the build writes it into `pages.json`. */
export function pagesForServer() {
  return pages
    .filter(({ setup }) => !setup)
    .map(({ path, access, secret, leadsTo }) => ({
      path,
      access: access === 'member' ? 'user' : access,
      secret,
      leadsTo,
    }));
}
