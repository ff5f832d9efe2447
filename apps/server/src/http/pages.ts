import { type App, AppError, isSetupNeeded } from '@sitecast/api';
import type { UserPrincipal } from '@sitecast/auth';
import { type Request, type Response, Router } from 'express';
import { sendProblem } from '../rest/problem.ts';
import { httpContext } from './context.ts';
import { type PageAccess, pageFinder, readPages } from './page-table.ts';
import type { Frontage } from './request.ts';
import { playerHeaders } from './security.ts';
import { notFound, sendShell, statics, wantsJson } from './shell.ts';

/** Folders with the built web apps. */
export interface WebRoots {
  dashboard: string;
  player: string;
  portal: string;
}

/** Exists only until the setup is complete. */
const SETUP = '/setup';
const PLAYER = '/player';

type Reason = ConstructorParameters<typeof AppError>;
const NOT_LOGGED_IN: Reason = ['UNAUTHENTICATED', 'Log in or send a token.'];
export const ADMINS_ONLY: Reason = ['FORBIDDEN', 'This is for administrators only.'];

/** Serves the web apps, and redirects people without a session to the login. */
export function pagesRouter(app: App, frontage: Frontage, roots: WebRoots): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const https = frontage.publicUrl?.startsWith('https:') ?? false;
  const findPage = pageFinder(readPages(roots.dashboard));

  // `/player/`, as people type it, is `/player`.
  router.get(/.\/$/, (req, res, next) => {
    const page = req.path.slice(0, -1);
    if (page === SETUP || page === PLAYER || findPage(page))
      res.redirect(308, page + req.originalUrl.slice(req.path.length));
    else next();
  });
  router.get(PLAYER, playerHeaders(https), (_req, res) => sendShell(res, roots.player));
  router.use(PLAYER, playerHeaders(https), statics(roots.player));
  router.use(statics(roots.dashboard));

  const setupNeeded = rememberDone(() => isSetupNeeded(app));
  router.use(async (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return notFound(req, res, roots.dashboard);
    const { path } = req;
    if (await setupNeeded())
      return path === SETUP ? sendShell(res, roots.dashboard) : toPage(req, res, SETUP);
    const page = findPage(path);
    if (!page) return notFound(req, res, roots.dashboard);
    if (page.leadsTo !== undefined) return res.redirect(302, page.leadsTo);
    if (page.secret) {
      res.setHeader('referrer-policy', 'no-referrer');
      return sendShell(res, roots.dashboard, 'no-store');
    }
    if (page.access !== 'open') {
      const { principal } = await httpContext(app, frontage, req, res);
      if (principal.kind !== 'user')
        return toPage(req, res, `/login?next=${encodeURIComponent(req.originalUrl)}`);
      if (!mayOpen(principal, page.access)) return toPage(req, res, '/', ADMINS_ONLY);
    }
    return sendShell(res, roots.dashboard);
  });
  return router;
}

function mayOpen({ platformRole, memberships }: UserPrincipal, access: PageAccess): boolean {
  if (access === 'admin') return platformRole === 'admin';
  return access !== 'manager' || memberships.some(({ role }) => role === 'admin');
}

/** Answers programs with the reason, and redirects people to the page. */
export function toPage(req: Request, res: Response, page: string, reason: Reason = NOT_LOGGED_IN): void {
  if (wantsJson(req)) sendProblem(res, new AppError(...reason));
  else res.setHeader('cache-control', 'no-store').redirect(302, page);
}

/** Caches the answer once it is no, which never changes back. */
function rememberDone(isNeeded: () => Promise<boolean>): () => Promise<boolean> {
  let done = false;
  return async () => {
    if (!done) done = !(await isNeeded());
    return !done;
  };
}
