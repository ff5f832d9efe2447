import { Navigate, Route, Router, type RouteSectionProps, useCurrentMatches } from '@solidjs/router';
import { type Component, createEffect, Suspense } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { lazyPart, t } from './i18n/i18n.ts';
import { type Page, pages } from './routes.ts';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { Toasts } from './ui/Toasts.tsx';
import { setPageTitle } from './ui/title.ts';

/** The frame of the pages behind the login, loaded after it. */
const RequireLogin = lazyPart(() => import('./session/RequireLogin.tsx'));
const HOME = '/screens';

export function App() {
  return (
    <Router root={Root}>
      {pages.filter(isOpen).map(toRoute)}
      <Route path="/" component={RequireLogin}>
        {pages.filter((page) => !isOpen(page)).map(toRoute)}
      </Route>
      <Route path="*" component={NotFoundPage} />
    </Router>
  );
}

function isOpen({ access, load }: Page): boolean {
  return access === 'open' && load !== undefined;
}

function toRoute(page: Page) {
  const { path, load, props, leadsTo = HOME } = page;
  const component = load && lazyPart(load as () => Promise<{ Page: Component<object> }>);
  return (
    <Route
      path={path}
      info={page}
      component={() =>
        component ? <Dynamic component={component} {...props} /> : <Navigate href={leadsTo} />
      }
    />
  );
}

function Root(props: RouteSectionProps) {
  const matches = useCurrentMatches();
  const title = () => (matches().at(-1)?.route.info as Page | undefined)?.title;
  createEffect(() => {
    const key = title();
    // A page without a title in the table sets its own.
    if (key) setPageTitle(t(key));
  });
  return (
    <>
      <Suspense>{props.children}</Suspense>
      <Toasts />
    </>
  );
}
