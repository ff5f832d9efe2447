import { Navigate, Route, Router, type RouteSectionProps } from '@solidjs/router';
import { Suspense } from 'solid-js';
import { lazyPage } from './shell/lazy-page.ts';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { Toasts } from './ui/Toasts.tsx';

/** Each page comes when it is first opened; what surrounds them, after the login. */
const Members = lazyPage(() => import('./session/Members.tsx').then((module) => module.Members));
const InWorkspace = lazyPage(() => import('./session/Members.tsx').then((module) => module.InWorkspace));
const ForAdmins = lazyPage(() => import('./session/Members.tsx').then((module) => module.ForAdmins));
const ForManagers = lazyPage(() => import('./session/Members.tsx').then((module) => module.ForManagers));
const LoginPage = lazyPage(() => import('./features/login/LoginPage.tsx').then((module) => module.LoginPage));
const LoginLinkPage = lazyPage(() =>
  import('./features/login/LoginLinkPage.tsx').then((module) => module.LoginLinkPage),
);
const SetupPage = lazyPage(() => import('./features/setup/SetupPage.tsx').then((module) => module.SetupPage));
const ScreensPage = lazyPage(() =>
  import('./features/screens/ScreensPage.tsx').then((module) => module.ScreensPage),
);
const ScreenPage = lazyPage(() =>
  import('./features/screens/ScreenPage.tsx').then((module) => module.ScreenPage),
);
const GroupsPage = lazyPage(() =>
  import('./features/groups/GroupsPage.tsx').then((module) => module.GroupsPage),
);
const GroupPage = lazyPage(() =>
  import('./features/groups/GroupPage.tsx').then((module) => module.GroupPage),
);
const OverlaysPage = lazyPage(() =>
  import('./features/pip/OverlaysPage.tsx').then((module) => module.OverlaysPage),
);
const MetersPage = lazyPage(() =>
  import('./features/meters/MetersPage.tsx').then((module) => module.MetersPage),
);
const MeterPage = lazyPage(() =>
  import('./features/meters/MeterPage.tsx').then((module) => module.MeterPage),
);
const ClientsPage = lazyPage(() =>
  import('./features/clients/ClientsPage.tsx').then((module) => module.ClientsPage),
);
const BrandingPage = lazyPage(() =>
  import('./features/branding/BrandingPage.tsx').then((module) => module.BrandingPage),
);
const AlertsPage = lazyPage(() =>
  import('./features/alerts/AlertsPage.tsx').then((module) => module.AlertsPage),
);
const ProjectsPage = lazyPage(() =>
  import('./features/projects/ProjectsPage.tsx').then((module) => module.ProjectsPage),
);
const ProjectPage = lazyPage(() =>
  import('./features/projects/ProjectPage.tsx').then((module) => module.ProjectPage),
);
const TokensPage = lazyPage(() =>
  import('./features/tokens/TokensPage.tsx').then((module) => module.TokensPage),
);
const PersonalTokensPage = lazyPage(() =>
  import('./features/personal-tokens/PersonalTokensPage.tsx').then((module) => module.PersonalTokensPage),
);
const AllTokensPage = lazyPage(() =>
  import('./features/personal-tokens/AllTokensPage.tsx').then((module) => module.AllTokensPage),
);
const AccountPage = lazyPage(() =>
  import('./features/account/AccountPage.tsx').then((module) => module.AccountPage),
);
const MembersPage = lazyPage(() =>
  import('./features/members/MembersPage.tsx').then((module) => module.MembersPage),
);
const UsersPage = lazyPage(() => import('./features/users/UsersPage.tsx').then((module) => module.UsersPage));
const AuditPage = lazyPage(() => import('./features/audit/AuditPage.tsx').then((module) => module.AuditPage));
const ResetPage = lazyPage(() => import('./features/reset/ResetPage.tsx').then((module) => module.ResetPage));
const DocsPage = lazyPage(() => import('./features/docs/DocsPage.tsx').then((module) => module.DocsPage));

export function App() {
  return (
    <Router root={Root}>
      <Route path="/login" component={LoginPage} />
      <Route path="/login/link/:token" component={LoginLinkPage} />
      <Route path="/setup" component={SetupPage} />
      <Route path="/reset/:token" component={ResetPage} />
      <Route path="/docs" component={DocsPage} />
      <Route path="/" component={Members}>
        <Route path="/" component={() => <Navigate href="/screens" />} />
        <Route path="/" component={InWorkspace}>
          <Route path="/screens" component={ScreensPage} />
          <Route path="/screens/:deviceId" component={ScreenPage} />
          <Route path="/groups" component={GroupsPage} />
          <Route path="/groups/:groupId" component={GroupPage} />
          <Route path="/overlays" component={OverlaysPage} />
          <Route path="/meters" component={MetersPage} />
          <Route path="/meters/:unitId" component={MeterPage} />
          <Route path="/clients" component={ClientsPage} />
          <Route path="/alerts" component={AlertsPage} />
          <Route path="/projects" component={ProjectsPage} />
          <Route path="/projects/:projectId" component={ProjectPage} />
          <Route path="/settings/tokens" component={TokensPage} />
          <Route path="/settings" component={() => <Navigate href="/settings/members" />} />
          <Route path="/settings/members" component={MembersPage} />
          <Route path="/settings" component={ForManagers}>
            <Route path="/branding" component={BrandingPage} />
            <Route path="/audit" component={() => <AuditPage scope="workspace" />} />
          </Route>
        </Route>
        <Route path="/tokens" component={PersonalTokensPage} />
        <Route path="/account" component={AccountPage} />
        <Route path="/profile" component={() => <Navigate href="/tokens" />} />
        <Route path="/admin" component={ForAdmins}>
          <Route path="/users" component={UsersPage} />
          <Route path="/tokens" component={AllTokensPage} />
          <Route path="/audit" component={() => <AuditPage scope="platform" />} />
        </Route>
      </Route>
      <Route path="*" component={NotFoundPage} />
    </Router>
  );
}

function Root(props: RouteSectionProps) {
  return (
    <>
      <Suspense>{props.children}</Suspense>
      <Toasts />
    </>
  );
}
