import {
  type App,
  AppError,
  createCaller,
  createPortalCaller,
  requireWorkspace,
  type WorkspaceLevel,
} from '@sitecast/api';
import type { ClientFile } from '@sitecast/api/sites/client-files/schema';
import { anonymous, type Principal, principalKey } from '@sitecast/auth';
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { httpContext, identifyRequest, portalContext, portalCredentials } from '../http/context.ts';
import { type Frontage, isForgeable, isForgeableInPortal, originOf } from '../http/request.ts';
import { auditCsv } from './audit-csv.ts';
import { csvFile, portalCsv } from './csv-file.ts';
import { sendFile } from './download.ts';
import type { WorkspaceEventStreams } from './events/events.ts';
import { historyCsv, portalHistoryCsv } from './history-csv.ts';
import {
  createIdempotency,
  type Idempotency,
  idempotencyKeyOf,
  isIdempotent,
  type RestAnswer,
} from './idempotency.ts';
import { inputOf } from './input.ts';
import { methodsByPath, otherMethod } from './methods.ts';
import { renameKeys, snakeCase } from './names.ts';
import { openApiDocument } from './openapi/document.ts';
import { type Picture, sendPicture } from './picture.ts';
import { sendProblem, sendProblemUnread } from './problem.ts';
import { type ProcedureInfo, procedures } from './procedures.ts';
import { createSharedReads } from './shared-reads.ts';
import { type Route, type Surface, surface } from './surface.ts';
import { bringsFile, uploadOf } from './upload.ts';

const MAX_BODY_BYTES = 256 * 1024;
/** Describes the table; it is no call itself. */
const DOCUMENT = '/api/openapi.json';
/** Files, each made of one of the table's lists. */
const AUDIT_CSV = '/api/audit.csv';
const HISTORY_CSV = '/api/units/{unit_id}/history.csv';
const PORTAL_HISTORY_CSV = '/portal/api/location/{location_id}/history.csv';
const extras = [DOCUMENT, AUDIT_CSV, HISTORY_CSV, PORTAL_HISTORY_CSV].map((path) => ({
  method: 'get',
  path,
}));
/** What only programs call. */
const PORTAL = '/portal/api';
const ROOTS = ['/api', '/auth', PORTAL];

/** Whom a door knows. For anybody else it is as if he had shown nothing valid. */
const doors: Record<Surface, Principal['kind'][]> = {
  open: ['user', 'apiToken'],
  public: ['user', 'apiToken'],
  session: ['user'],
  agency: ['user', 'apiToken'],
  portal: ['portalClient'],
};

/** Serves the table of routes. It has no rule of its own: it maps names, input, results and errors. */
export function restRouter(app: App, frontage: Frontage, streams: WorkspaceEventStreams): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.use(ROOTS, (req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    const forgeable = req.baseUrl === PORTAL ? isForgeableInPortal : isForgeable;
    if (!forgeable(req, originOf(req, frontage))) return next();
    sendProblem(res, new AppError('FORBIDDEN', 'Cross-site requests are not allowed.'));
  });
  router.use(ROOTS, requireType, express.json({ limit: MAX_BODY_BYTES, strict: false }));

  const parts = { app, frontage, streams, once: createIdempotency(app), shared: createSharedReads() };
  const [named, fixed] = [surface.filter(({ path }) => path.includes('{')), new Map<string, Route>()];
  for (const route of surface)
    if (!named.includes(route)) fixed.set(`${route.method.toUpperCase()} ${route.path}`, route);
  const others = new Map(
    [...methodsByPath([...surface, ...extras])].map(([path, methods]) => [path, otherMethod(methods)]),
  );
  router.use((req, res, next) => {
    // Most calls name no thing: found at once, where the router would try each route before theirs.
    const route = fixed.get(`${req.method === 'HEAD' ? 'GET' : req.method} ${req.path}`);
    if (route) void serve(parts, route, req, res);
    else next();
  });
  const document = JSON.stringify(openApiDocument(app.version));
  router.get(DOCUMENT, (_req, res) => {
    // It changes with the version only, and tells nothing that is secret.
    res.setHeader('cache-control', 'public, max-age=300').type('application/json').send(document);
  });
  router.get(AUDIT_CSV, csvFile(app, frontage, auditCsv));
  router.get(expressPath(HISTORY_CSV), csvFile(app, frontage, historyCsv));
  router.get(expressPath(PORTAL_HISTORY_CSV), portalCsv(app, frontage, portalHistoryCsv));
  // Before the paths with names in them: `/api/pip/clear` is no overlay.
  for (const [path, other] of others) if (!path.includes('{')) router.all(path, other);
  for (const route of named) {
    router[route.method](expressPath(route.path), (req, res) => serve(parts, route, req, res));
  }
  for (const [path, other] of others) if (path.includes('{')) router.all(expressPath(path), other);
  router.use(PORTAL, async (req, _res, next) => {
    // Who is no client learns nothing of what there is.
    const { kind } = await app.identifier.identify(portalCredentials(req, originOf(req, frontage)));
    next(kind === 'portalClient' ? undefined : new AppError('UNAUTHENTICATED', 'Open your portal link.'));
  });
  router.use(ROOTS, (req, res) => {
    sendProblem(
      res,
      new AppError(
        'NOT_FOUND',
        `No such endpoint: ${req.method} ${req.baseUrl}${req.path}. See /api/openapi.json.`,
      ),
    );
  });
  router.use(ROOTS, requestFailed(app));
  return router;
}

interface Parts {
  app: App;
  frontage: Frontage;
  once: Idempotency;
  shared: ReturnType<typeof createSharedReads>;
  streams: WorkspaceEventStreams;
}

async function serve(
  { app, frontage, once, shared, streams }: Parts,
  route: Route,
  req: Request,
  res: Response,
) {
  let refused = false;
  try {
    const inPortal = route.surface === 'portal';
    const ctx = await (inPortal ? portalContext : httpContext)(app, frontage, req, res);
    const { workspace_id: hint } = req.query;
    const workspaceHint = ctx.workspaceHint ?? (typeof hint === 'string' ? hint : null);
    const principal = doors[route.surface].includes(ctx.principal.kind)
      ? ctx.principal
      : anonymous(ctx.principal.kind !== 'anonymous' || ctx.principal.refused);
    refused = principal.kind === 'anonymous' && principal.refused;
    const procedure = procedures.get(route.procedure)!;
    const input = inputOf(req, route, procedure.input);
    if (route.streams) {
      const identify = () => identifyRequest(app, req, originOf(req, frontage));
      const workspaceId = workspaceOf(principal, procedure, workspaceHint);
      return await streams.stream(req, res, { workspaceId, principal, ip: ctx.ip, identify });
    }
    const upload = route.upload ? uploadOf(req) : null;
    const caller = (inPortal ? createPortalCaller : createCaller)({
      ...ctx,
      principal,
      workspaceHint,
      upload,
    });
    if (route.picture) return sendPicture(res, (await call(caller, route.procedure, input)) as Picture);
    if (route.download)
      return await sendFile(app, res, (await call(caller, route.procedure, input)) as ClientFile);
    const answer = async (): Promise<RestAnswer> => {
      const result = await call(caller, route.procedure, input);
      const body = route.status === 204 ? null : JSON.stringify(renameKeys(result, snakeCase));
      return { status: route.status, body };
    };
    if (route.surface !== 'public') return send(res, await answer());
    const content = [route.path, workspaceOf(principal, procedure, workspaceHint), input];
    const who = principalKey(principal, ctx.ip);
    if (route.method === 'get') return send(res, await shared(JSON.stringify([who, ...content]), answer));
    const key = isIdempotent(route) ? idempotencyKeyOf(req) : null;
    if (key === null) return send(res, await answer());
    const { replayed, ...first } = await once(
      { caller: who, key, content: [req.method, ...content] },
      answer,
    );
    if (replayed) res.setHeader('idempotency-replayed', 'true');
    send(res, first);
  } catch (error) {
    // What was sent cannot be taken back.
    if (res.headersSent) res.destroy();
    const refuse = route.upload ? sendProblemUnread.bind(null, req) : sendProblem;
    const status = res.headersSent ? 500 : refuse(res, error, refused);
    if (status === 500) app.log.error({ err: error, procedure: route.procedure }, 'a procedure failed');
  }
}

/** Straight: what must not be kept needs no `ETag`, whose hash would take longer than all the rest of it. */
function send(res: Response, { status, body }: RestAnswer): void {
  res.statusCode = status;
  if (body === null) return void res.end();
  res.setHeader('content-type', 'application/json; charset=utf-8');
  res.setHeader('content-length', Buffer.byteLength(body));
  res.end(body);
}

/** A kept answer, too, is for those only who may still ask for it. */
function workspaceOf(principal: Principal, { access }: ProcedureInfo, hint: string | null): string {
  return requireWorkspace(principal, access.slice('workspace:'.length) as WorkspaceLevel, hint);
}

function call(caller: object, path: string, input: unknown): Promise<unknown> {
  const procedure = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller);
  return (procedure as (input: unknown) => Promise<unknown>)(input);
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function requireType(req: Request, res: Response, next: () => void): void {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  // A file's type is looked at once it is known who sends it.
  if (!hasBody || req.is('application/json') || bringsFile(req)) next();
  else
    sendProblemUnread(req, res, new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.'));
}

const BODY_PROBLEMS: Record<number, () => AppError> = {
  400: () => new AppError('VALIDATION', 'The request has malformed JSON or a malformed path.'),
  413: () => new AppError('TOO_LARGE', `The body can be at most ${MAX_BODY_BYTES / 1024} KiB.`),
  415: () => new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json in UTF-8.'),
};

/**
 * What express could not read: cut or malformed JSON, a body too large, a charset it doesn't know, a malformed path.
 * Express's own answer would hold the stack.
 */
export function requestFailed(app: App): ErrorRequestHandler {
  return (error: { status?: number }, _req, res, next) => {
    if (res.headersSent) return next(error);
    const status = sendProblem(res, BODY_PROBLEMS[error.status ?? 500]?.() ?? error);
    if (status >= 500) app.log.error({ err: error }, 'a request failed');
  };
}
