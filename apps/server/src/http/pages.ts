import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type App, AppError, isSetupNeeded } from '@sitecast/api';
import type { UserPrincipal } from '@sitecast/auth';
import express, { type Request, type Response, Router } from 'express';
import { sendProblem } from '../rest/problem.ts';
import { httpContext } from './context.ts';
import { findPage, type PageAccess } from './page-table.ts';
import type { Frontage } from './request.ts';
import { playerHeaders } from './security.ts';

/** Folders with the built web apps. */
export interface WebRoots {
  dashboard: string;
  player: string;
}

/** Open until there is a user; then it is no page any more. */
const SETUP = '/setup';
const PLAYER = '/player';

type Reason = ConstructorParameters<typeof AppError>;
const NOT_LOGGED_IN: Reason = ['UNAUTHENTICATED', 'Log in, or send a token.'];
const NOT_FOR_YOU: Reason = ['FORBIDDEN', 'This is for administrators only.'];

/** Serves the web apps, and sends people without a session to the page where they get one. */
export function pagesRouter(app: App, frontage: Frontage, roots: WebRoots): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const https = frontage.publicUrl?.startsWith('https:') ?? false;

  // As people type it: `/player/` is `/player`.
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
    if (req.method !== 'GET' && req.method !== 'HEAD') return notFound(req, res, roots);
    const { path } = req;
    if (await setupNeeded())
      return path === SETUP ? sendShell(res, roots.dashboard) : toPage(req, res, SETUP);
    const page = findPage(path);
    if (!page) return notFound(req, res, roots);
    if (page.leadsTo !== undefined) return res.redirect(302, page.leadsTo);
    if (page.secret) {
      res.setHeader('referrer-policy', 'no-referrer');
      return sendShell(res, roots.dashboard, 'no-store');
    }
    if (page.access !== 'open') {
      const { principal } = await httpContext(app, frontage, req, res);
      if (principal.kind !== 'user')
        return toPage(req, res, `/login?next=${encodeURIComponent(req.originalUrl)}`);
      if (!mayOpen(principal, page.access)) return toPage(req, res, '/', NOT_FOR_YOU);
    }
    return sendShell(res, roots.dashboard);
  });
  return router;
}

function mayOpen({ platformRole, memberships }: UserPrincipal, access: PageAccess): boolean {
  if (access === 'admin') return platformRole === 'admin';
  return access !== 'manager' || memberships.some(({ role }) => role === 'admin');
}

/** A program gets the reason, a person the page to go to. */
function toPage(req: Request, res: Response, page: string, reason: Reason = NOT_LOGGED_IN): void {
  if (wantsJson(req)) sendProblem(res, new AppError(...reason));
  else res.setHeader('cache-control', 'no-store').redirect(302, page);
}

/** What only programs call, whatever they accept; its routes come before the pages. */
const API = /^\/(api|auth|trpc|portal\/api)(\/|$)/;

/** Elsewhere a program is told by its asking for JSON and not for HTML. */
function wantsJson(req: Request): boolean {
  if (API.test(req.path)) return true;
  const accept = (req.headers.accept ?? '*/*').toLowerCase();
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
