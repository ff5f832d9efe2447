import { type App, AppError } from '@sitecast/api';
import { Router } from 'express';
import { portalCredentials } from '../http/context.ts';
import { type Frontage, isForgeable, isForgeableInPortal, originOf } from '../http/request.ts';
import { auditCsv } from './audit-csv.ts';
import { jsonBody, unreadableRequest } from './body.ts';
import { csvFile, portalCsv } from './csv-file.ts';
import type { WorkspaceEventStreams } from './events/events.ts';
import { historyCsv, portalHistoryCsv } from './history-csv.ts';
import { methodNotAllowed, methodsByPath } from './methods.ts';
import { openApiDocument } from './openapi/document.ts';
import { sendProblem } from './problem.ts';
import { createRouteServer } from './serve.ts';
import { type Route, surface } from './surface.ts';

/** Not in the table, since they call no procedure of their own: the API's description, and lists exported as CSV. */
const DOCUMENT = '/api/openapi.json';
const AUDIT_CSV = '/api/audit.csv';
const HISTORY_CSV = '/api/units/{unit_id}/history.csv';
const PORTAL_HISTORY_CSV = '/portal/api/location/{location_id}/history.csv';
const extraRoutes = [DOCUMENT, AUDIT_CSV, HISTORY_CSV, PORTAL_HISTORY_CSV].map((path) => ({
  method: 'get',
  path,
}));

const PORTAL = '/portal/api';
/** The paths that only programs call. */
const ROOTS = ['/api', '/auth', PORTAL];

/**
 * Serves the table of routes. It holds no rules: names, input, results and errors are mapped, and everything else is
 * left to the procedures.
 */
export function restRouter(app: App, frontage: Frontage, streams: WorkspaceEventStreams): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.use(ROOTS, (req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    const forgeable = req.baseUrl === PORTAL ? isForgeableInPortal : isForgeable;
    if (!forgeable(req, originOf(req, frontage))) return next();
    sendProblem(res, new AppError('FORBIDDEN', 'Cross-site requests are not allowed.'));
  });
  router.use(ROOTS, ...jsonBody);

  const serve = createRouteServer(app, frontage, streams);
  const withParameters = surface.filter(({ path }) => path.includes('{'));
  const fixed = new Map<string, Route>();
  for (const route of surface)
    if (!withParameters.includes(route)) fixed.set(`${route.method.toUpperCase()} ${route.path}`, route);
  // Looked up directly: the router would try every route before the right one.
  router.use((req, res, next) => {
    const route = fixed.get(`${req.method === 'HEAD' ? 'GET' : req.method} ${req.path}`);
    if (route) void serve(route, req, res);
    else next();
  });
  // Building it takes as long as the rest of the start, and most processes are never asked for it.
  let document: string | undefined;
  router.get(DOCUMENT, (_req, res) => {
    document ??= JSON.stringify(openApiDocument(app.version));
    // Public, and the same until the server is updated.
    res.setHeader('cache-control', 'public, max-age=300').type('application/json').send(document);
  });
  router.get(AUDIT_CSV, csvFile(app, frontage, auditCsv));
  router.get(expressPath(HISTORY_CSV), csvFile(app, frontage, historyCsv));
  router.get(expressPath(PORTAL_HISTORY_CSV), portalCsv(app, frontage, portalHistoryCsv));

  const fallbacks = [...methodsByPath([...surface, ...extraRoutes])];
  // Fixed paths first: `/api/pip/clear` is not an overlay.
  for (const [path, methods] of fallbacks)
    if (!path.includes('{')) router.all(path, methodNotAllowed(methods));
  for (const route of withParameters)
    router[route.method](expressPath(route.path), (req, res) => serve(route, req, res));
  for (const [path, methods] of fallbacks)
    if (path.includes('{')) router.all(expressPath(path), methodNotAllowed(methods));

  router.use(PORTAL, async (req, _res, next) => {
    // Only clients learn which portal paths exist.
    const { kind } = await app.identifier.identify(portalCredentials(req, originOf(req, frontage)));
    next(kind === 'portalClient' ? undefined : new AppError('UNAUTHENTICATED', 'Open your portal link.'));
  });
  router.use(ROOTS, (req, res) => {
    const endpoint = `${req.method} ${req.baseUrl}${req.path}`;
    sendProblem(res, new AppError('NOT_FOUND', `No such endpoint: ${endpoint}. See /api/openapi.json.`));
  });
  router.use(ROOTS, unreadableRequest(app));
  return router;
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
