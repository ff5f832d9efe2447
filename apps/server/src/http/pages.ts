import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type App, AppError, isSetupNeeded } from '@sitecast/api';
import express, { type Request, type Response, Router } from 'express';
import { sendProblem } from '../rest/problem.ts';
import { httpContext } from './context.ts';
import type { Frontage } from './request.ts';
import { playerHeaders } from './security.ts';

/** Folders with the built web apps. */
export interface WebRoots {
  dashboard: string;
  player: string;
}

/** The dashboard's pages: a path that is none of them is answered with 404 and the page that says so. */
const PAGES = [/^\/$/, /^\/screens(\/[^/]+)?$/, /^\/settings\/(tokens|members)$/, /^\/(tokens|account)$/];
/** Pages for platform admins; others are sent to their own. */
const ADMIN_PAGES = [/^\/admin\/(users|audit|tokens)$/];
/** Where a page is that people look for under another name. */
const ELSEWHERE: Record<string, string> = { '/profile': '/tokens' };
/** Pages for people who are not logged in. */
const OPEN_PAGES = [/^\/login$/];
/** An open page whose address holds a secret: it is neither kept nor told to anybody. */
const SECRET_PAGE = /^\/(reset|login\/link)\/[^/]+$/;
const SETUP_PAGE = /^\/setup$/;
const ALL_PAGES = [...PAGES, ...ADMIN_PAGES, ...OPEN_PAGES, SECRET_PAGE, SETUP_PAGE, /^\/(player|profile)$/];

type Reason = ConstructorParameters<typeof AppError>;
const NOT_LOGGED_IN: Reason = ['UNAUTHENTICATED', 'Log in, or send a token.'];
const NOT_FOR_YOU: Reason = ['FORBIDDEN', 'Only an administrator of this installation may see this.'];

/** Serves the web apps, and sends people without a session to the page where they get one. */
export function pagesRouter(app: App, frontage: Frontage, roots: WebRoots): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const https = frontage.publicUrl?.startsWith('https:') ?? false;

  // As people type it: `/player/` is `/player`.
  router.get(/.\/$/, (req, res, next) => {
    const page = req.path.slice(0, -1);
    if (ALL_PAGES.some((known) => known.test(page)))
      res.redirect(308, page + req.originalUrl.slice(req.path.length));
    else next();
  });
  router.get('/player', playerHeaders(https), (_req, res) => sendShell(res, roots.player));
  router.use('/player', playerHeaders(https), statics(roots.player));
  router.use(statics(roots.dashboard));

  const setupNeeded = rememberDone(() => isSetupNeeded(app));
  router.use(async (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return notFound(req, res, roots);
    const path = req.path;
    if (await setupNeeded())
      return SETUP_PAGE.test(path) ? sendShell(res, roots.dashboard) : toPage(req, res, '/setup');
    if (OPEN_PAGES.some((page) => page.test(path))) return sendShell(res, roots.dashboard);
    if (SECRET_PAGE.test(path)) {
      res.setHeader('referrer-policy', 'no-referrer');
      return sendShell(res, roots.dashboard, 'no-store');
    }
    const elsewhere = ELSEWHERE[path];
    if (elsewhere !== undefined) return res.redirect(302, elsewhere);
    const forAdmins = ADMIN_PAGES.some((page) => page.test(path));
    if (!forAdmins && !PAGES.some((page) => page.test(path))) return notFound(req, res, roots);
    const { principal } = await httpContext(app, frontage, req, res);
    if (principal.kind !== 'user')
      return toPage(req, res, `/login?next=${encodeURIComponent(req.originalUrl)}`);
    if (forAdmins && principal.platformRole !== 'admin') return toPage(req, res, '/', NOT_FOR_YOU);
    return sendShell(res, roots.dashboard);
  });
  return router;
}

/** A program gets the reason, a person the page to go to. */
function toPage(req: Request, res: Response, page: string, reason: Reason = NOT_LOGGED_IN): void {
  if (wantsJson(req)) sendProblem(res, new AppError(...reason));
  else res.setHeader('cache-control', 'no-store').redirect(302, page);
}

/** Pages answer people in HTML, unless the caller asks for JSON and not for HTML, or calls what only programs call. */
function wantsJson(req: Request): boolean {
  if (/^\/trpc(\/|$)/.test(req.path)) return true;
  const accept = req.headers.accept ?? '*/*';
  return accept.includes('application/json') && !accept.includes('text/html');
}

function notFound(req: Request, res: Response, roots: WebRoots): void {
  if (wantsJson(req)) sendProblem(res, new AppError('NOT_FOUND', `There is no ${req.path} here.`));
  else sendShell(res.status(404), roots.dashboard);
}

function sendShell(res: Response, root: string, cacheControl = 'no-cache'): void {
  const file = join(root, 'index.html');
  if (!existsSync(file)) {
    res
      .status(503)
      .type('text/plain')
      .send('The web app is not built yet. Run "npm start", which builds it.');
    return;
  }
  res.setHeader('cache-control', cacheControl);
  res.sendFile(file);
}

/** Files whose name holds their hash never change; the others are asked for again each time. */
function statics(root: string) {
  return express.static(root, {
    index: false,
    redirect: false,
    setHeaders: (res, path) => {
      const hashed = /[\\/]assets[\\/]/.test(path);
      res.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Asks until the answer is no: from then on it stays no. */
function rememberDone(isNeeded: () => Promise<boolean>): () => Promise<boolean> {
  let done = false;
  return async () => {
    if (!done) done = !(await isNeeded());
    return !done;
  };
}
