import { Navigate, Route, Router, type RouteSectionProps } from '@solidjs/router';
import { lazy, Suspense } from 'solid-js';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { Toasts } from './ui/Toasts.tsx';

/** Each page comes when it is first opened; what surrounds them, after the login. */
const Members = lazy(() => import('./session/Members.tsx').then((module) => ({ default: module.Members })));
const InWorkspace = lazy(() =>
  import('./session/Members.tsx').then((module) => ({ default: module.InWorkspace })),
);
const ForAdmins = lazy(() =>
  import('./session/Members.tsx').then((module) => ({ default: module.ForAdmins })),
);
const ForManagers = lazy(() =>
  import('./session/Members.tsx').then((module) => ({ default: module.ForManagers })),
);
const LoginPage = lazy(() =>
  import('./features/login/LoginPage.tsx').then((module) => ({ default: module.LoginPage })),
);
const LoginLinkPage = lazy(() =>
  import('./features/login/LoginLinkPage.tsx').then((module) => ({ default: module.LoginLinkPage })),
);
const SetupPage = lazy(() =>
  import('./features/setup/SetupPage.tsx').then((module) => ({ default: module.SetupPage })),
);
const ScreensPage = lazy(() =>
  import('./features/screens/ScreensPage.tsx').then((module) => ({ default: module.ScreensPage })),
);
const ScreenPage = lazy(() =>
  import('./features/screens/ScreenPage.tsx').then((module) => ({ default: module.ScreenPage })),
);
const GroupsPage = lazy(() =>
  import('./features/groups/GroupsPage.tsx').then((module) => ({ default: module.GroupsPage })),
);
const GroupPage = lazy(() =>
  import('./features/groups/GroupPage.tsx').then((module) => ({ default: module.GroupPage })),
);
const OverlaysPage = lazy(() =>
  import('./features/pip/OverlaysPage.tsx').then((module) => ({ default: module.OverlaysPage })),
);
const MetersPage = lazy(() =>
  import('./features/meters/MetersPage.tsx').then((module) => ({ default: module.MetersPage })),
);
const MeterPage = lazy(() =>
  import('./features/meters/MeterPage.tsx').then((module) => ({ default: module.MeterPage })),
);
const ClientsPage = lazy(() =>
  import('./features/clients/ClientsPage.tsx').then((module) => ({ default: module.ClientsPage })),
);
const BrandingPage = lazy(() =>
  import('./features/branding/BrandingPage.tsx').then((module) => ({ default: module.BrandingPage })),
);
const AlertsPage = lazy(() =>
  import('./features/alerts/AlertsPage.tsx').then((module) => ({ default: module.AlertsPage })),
);
const ProjectsPage = lazy(() =>
  import('./features/projects/ProjectsPage.tsx').then((module) => ({ default: module.ProjectsPage })),
);
const ProjectPage = lazy(() =>
  import('./features/projects/ProjectPage.tsx').then((module) => ({ default: module.ProjectPage })),
);
const TokensPage = lazy(() =>
  import('./features/tokens/TokensPage.tsx').then((module) => ({ default: module.TokensPage })),
);
const PersonalTokensPage = lazy(() =>
  import('./features/personal-tokens/PersonalTokensPage.tsx').then((module) => ({
    default: module.PersonalTokensPage,
  })),
);
const AllTokensPage = lazy(() =>
  import('./features/personal-tokens/AllTokensPage.tsx').then((module) => ({
    default: module.AllTokensPage,
  })),
);
const AccountPage = lazy(() =>
  import('./features/account/AccountPage.tsx').then((module) => ({ default: module.AccountPage })),
);
const MembersPage = lazy(() =>
  import('./features/members/MembersPage.tsx').then((module) => ({ default: module.MembersPage })),
);
const UsersPage = lazy(() =>
  import('./features/users/UsersPage.tsx').then((module) => ({ default: module.UsersPage })),
);
const AuditPage = lazy(() =>
  import('./features/audit/AuditPage.tsx').then((module) => ({ default: module.AuditPage })),
);
const ResetPage = lazy(() =>
  import('./features/reset/ResetPage.tsx').then((module) => ({ default: module.ResetPage })),
);
const DocsPage = lazy(() =>
  import('./features/docs/DocsPage.tsx').then((module) => ({ default: module.DocsPage })),
);

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
