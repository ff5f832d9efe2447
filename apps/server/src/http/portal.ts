import {
  type App,
  AppError,
  type Context,
  enterPortal,
  leavePortal,
  portalLogo,
  previewPortal,
} from '@sitecast/api';
import { type Request, type Response, Router } from 'express';
import { sendProblem } from '../rest/problem.ts';
import { httpContext, portalContext } from './context.ts';
import { ADMINS_ONLY, toPage, type WebRoots } from './pages.ts';
import { type PortalNotice, portalPage } from './portal-page.ts';
import { type Frontage, isForgeableInPortal, originOf } from './request.ts';
import { notFound, sendShell, shellOf, statics, wantsJson } from './shell.ts';

/** The paths of the portal's pages. One HTML file serves them all. */
const PAGES = /^\/portal(\/location\/[^/]+)?$/;

/**
 * The portal's pages, links and static files, all below `/portal`, so that a proxy can expose only that. The operators'
 * preview is outside for the same reason.
 */
export function portalPages(app: App, frontage: Frontage, roots: WebRoots): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const clientOf = (req: Request, res: Response) => portalContext(app, frontage, req, res);

  router.get('/portal/enter/:token', async (req, res) => {
    // The URL contains the secret: don't cache it or send it as a referrer.
    res.setHeader('referrer-policy', 'no-referrer');
    res.setHeader('cache-control', 'no-store');
    const ctx = await clientOf(req, res);
    try {
      await enterPortal(ctx, req.params.token);
      res.redirect(302, '/portal');
    } catch (error) {
      const problem = error instanceof AppError ? error : null;
      if (problem?.appCode === 'UNAUTHENTICATED') return sendNoAccess(req, res, ctx, problem);
      if (problem?.appCode !== 'TOO_MANY_REQUESTS' || wantsJson(req)) throw error;
      res.setHeader('retry-after', problem.retryAfter ?? 60);
      sendPage(res.status(429), ctx, 'busy');
    }
  });
  router.all('/portal/logout', async (req, res) => {
    if (isForgeableInPortal(req, originOf(req, frontage)))
      throw new AppError('FORBIDDEN', 'Cross-site requests are not allowed.');
    leavePortal(await clientOf(req, res));
    res.setHeader('cache-control', 'no-store').redirect(303, '/portal/access');
  });
  router.get('/portal/access', async (req, res) => {
    accessPage(res, await clientOf(req, res));
  });
  router.get('/portal/logo', async (req, res) => {
    const ctx = await clientOf(req, res);
    if (ctx.principal.kind !== 'portalClient') throw noSession();
    const logo = await portalLogo(ctx.db, ctx.principal.workspaceId);
    if (!logo) throw new AppError('NOT_FOUND', 'No logo has been uploaded.');
    // The URL contains the version, so it can be cached forever. Opened as a page, the logo can run nothing.
    const isVersioned = req.query.v === logo.version;
    res.setHeader(
      'cache-control',
      isVersioned ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    );
    res.setHeader('content-security-policy', "default-src 'none'; sandbox");
    res.type(logo.mimeType).send(logo.image);
  });
  router.use('/portal', statics(roots.portal));
  router.use('/portal', async (req, res) => {
    // As people type it.
    if (req.originalUrl === '/portal/') return res.redirect(308, '/portal');
    if (req.method !== 'GET' && req.method !== 'HEAD') return notFound(req, res, roots.portal);
    const ctx = await clientOf(req, res);
    if (ctx.principal.kind !== 'portalClient') return sendNoAccess(req, res, ctx, noSession());
    // Not cached: access may have ended since.
    if (PAGES.test(req.baseUrl + (req.path === '/' ? '' : req.path)))
      sendShell(res, roots.portal, 'no-store');
    else notFound(req, res, roots.portal);
  });

  router.get('/projects/:projectId/portal-preview', async (req, res) => {
    const ctx = await httpContext(app, frontage, req, res);
    try {
      await previewPortal(ctx, req.params.projectId);
      res.setHeader('cache-control', 'no-store').redirect(302, '/portal');
    } catch (error) {
      if (!(error instanceof AppError) || wantsJson(req)) throw error;
      if (error.appCode === 'UNAUTHENTICATED')
        return toPage(req, res, `/login?next=${encodeURIComponent(req.originalUrl)}`);
      if (error.appCode === 'NOT_FOUND') return notFound(req, res, roots.dashboard);
      if (error.appCode === 'CONFLICT') return sendPage(res.status(409), ctx, 'inactive');
      toPage(req, res, '/', ADMINS_ONLY);
    }
  });

  /** Explains how to get access. */
  function sendNoAccess(req: Request, res: Response, ctx: Context, problem: AppError): void {
    if (wantsJson(req)) sendProblem(res, problem);
    else accessPage(res.status(401), ctx);
  }

  function accessPage(res: Response, ctx: Context): void {
    if (shellOf(roots.portal)) sendShell(res, roots.portal, 'no-store');
    else sendPage(res, ctx, 'access');
  }
  return router;
}

function noSession(): AppError {
  return new AppError('UNAUTHENTICATED', 'Open your portal link.');
}

function sendPage(res: Response, { language }: Context, notice: PortalNotice): void {
  res.setHeader('cache-control', 'no-store').type('html').send(portalPage(notice, language));
}
