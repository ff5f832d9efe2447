import { Route, Router, type RouteSectionProps } from '@solidjs/router';
import { lazy, Suspense } from 'solid-js';
import { lazyPart } from './i18n/i18n.ts';
import { NotFoundPage } from './shell/NotFoundPage.tsx';

/** Pages are loaded lazily. */
const PortalSession = lazy(() =>
  import('./session/PortalSession.tsx').then((module) => ({ default: module.PortalSession })),
);
const AccessPage = lazyPart(() => import('./features/access/AccessPage.tsx'));
const OverviewPage = lazy(() =>
  import('./features/overview/OverviewPage.tsx').then((module) => ({ default: module.OverviewPage })),
);
const LocationPage = lazy(() =>
  import('./features/location/LocationPage.tsx').then((module) => ({ default: module.LocationPage })),
);

export function App() {
  return (
    <Router base="/portal" root={Root}>
      <Route path="/access" component={() => <AccessPage reason="none" />} />
      <Route path="/enter/:token?" component={() => <AccessPage reason="bad" />} />
      <Route path="/" component={PortalSession}>
        {/* They come while it is found out who is there. */}
        <Route path="/" component={OverviewPage} preload={() => void OverviewPage.preload()} />
        <Route
          path="/location/:locationId"
          component={LocationPage}
          preload={() => void LocationPage.preload()}
        />
      </Route>
      <Route path="*" component={NotFoundPage} />
    </Router>
  );
}

function Root(props: RouteSectionProps) {
  return <Suspense>{props.children}</Suspense>;
}
