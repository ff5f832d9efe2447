import { Navigate, Route, Router, type RouteSectionProps } from '@solidjs/router';
import { lazy, Suspense } from 'solid-js';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { Toasts } from './ui/Toasts.tsx';

/** Each page comes when it is first opened; what surrounds them, after the login. */
const Members = lazy(() => import('./session/Members.tsx').then((module) => ({ default: module.Members })));
const LoginPage = lazy(() =>
  import('./features/login/LoginPage.tsx').then((module) => ({ default: module.LoginPage })),
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
const TokensPage = lazy(() =>
  import('./features/tokens/TokensPage.tsx').then((module) => ({ default: module.TokensPage })),
);

export function App() {
  return (
    <Router root={Root}>
      <Route path="/login" component={LoginPage} />
      <Route path="/setup" component={SetupPage} />
      <Route path="/" component={Members}>
        <Route path="/" component={() => <Navigate href="/screens" />} />
        <Route path="/screens" component={ScreensPage} />
        <Route path="/screens/:deviceId" component={ScreenPage} />
        <Route path="/settings/tokens" component={TokensPage} />
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
