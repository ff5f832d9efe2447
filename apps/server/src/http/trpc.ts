import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, AppError, appRouter, type Context, portalRouter } from '@sitecast/api';
import type { Principal } from '@sitecast/auth';
import type { AnyRouter } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { sendProblem } from '../rest/problem.ts';
import { procedures } from '../rest/procedures.ts';
import { httpContext, portalContext } from './context.ts';
import { type Frontage, isForgeable, isForgeableInPortal, originOf } from './request.ts';

/** A logo of 256 KiB as base64, with its envelope. */
const MAX_BODY_BYTES = 384 * 1024;
const MAX_BATCH = 20;

const subscriptions = new Set<string>(
  [...procedures.values()].filter(({ type }) => type === 'subscription').map(({ path }) => path),
);

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** Serves `/trpc` by HTTP: operators and the CLI. */
export function trpcHandler(app: App, frontage: Frontage): Handler {
  return createHandler(app, frontage, {
    router: appRouter,
    prefix: '/trpc/',
    isForgeable,
    contextOf: (req, res, calls) => httpContext(app, frontage, req, res, calls),
  });
}

/** Serves `/portal/trpc` by HTTP: clients, with the portal's procedures only. */
export function portalTrpcHandler(app: App, frontage: Frontage): Handler {
  return createHandler(app, frontage, {
    router: portalRouter,
    prefix: '/portal/trpc/',
    isForgeable: isForgeableInPortal,
    contextOf: (req, res) => portalContext(app, frontage, req, res),
  });
}

interface Endpoint {
  router: AnyRouter;
  prefix: string;
  isForgeable: typeof isForgeable;
  contextOf: (req: IncomingMessage, res: ServerResponse, calls: number) => Promise<Context>;
}

/** Runs directly on Node's server: going through express would cost as much as tRPC itself. */
function createHandler(app: App, frontage: Frontage, endpoint: Endpoint): Handler {
  const { router, prefix } = endpoint;
  const handle = createHTTPHandler({
    router,
    basePath: prefix,
    maxBodySize: MAX_BODY_BYTES,
    maxBatchSize: MAX_BATCH,
    createContext({ req, res, info }) {
      if (endpoint.isForgeable(req, originOf(req, frontage)))
        throw new AppError('FORBIDDEN', 'Cross-site requests are not allowed.');
      return endpoint.contextOf(req, res, info.calls.length);
    },
    // tRPC otherwise labels the JSON that rejects a whole request as plain text.
    responseMeta: () => ({ headers: { 'content-type': 'application/json' } }),
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') app.log.error({ err: error, path }, 'procedure failed');
    },
  });
  return (req, res) => {
    res.setHeader('cache-control', 'no-store');
    res.setHeader('x-content-type-options', 'nosniff');
    // tRPC sets no type on errors before a call, such as an invalid host.
    res.setHeader('content-type', 'application/json');
    if (subscriptions.has(req.url!.slice(prefix.length).split('?')[0]!))
      void refuseSubscription(app, frontage, req, res);
    else handle(req, res);
  };
}

/** tRPC itself would answer 200 and report the error in an event stream. */
async function refuseSubscription(
  app: App,
  frontage: Frontage,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  try {
    const { principal } = await httpContext(app, frontage, req, res);
    throw subscriptionError(principal);
  } catch (error) {
    if (sendProblem(res, error) >= 500) app.log.error({ err: error }, 'request failed');
  }
}

function subscriptionError({ kind }: Principal): AppError {
  return kind === 'anonymous'
    ? new AppError('UNAUTHENTICATED', 'Log in or send a token.')
    : new AppError('METHOD_NOT_ALLOWED', 'Subscriptions require a WebSocket.');
}
