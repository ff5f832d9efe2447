import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, AppError, appRouter, type Context, portalRouter } from '@sitecast/api';
import type { Principal } from '@sitecast/auth';
import type { AnyRouter } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { sendProblem } from '../rest/problem.ts';
import { procedures } from '../rest/procedures.ts';
import { httpContext, portalContext } from './context.ts';
import { type Frontage, isForgeable, isForgeableInPortal, originOf } from './request.ts';

/** A logo of 256 KiB as base64, and what goes round it. */
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

/** Serves `/portal/trpc` by HTTP: clients, and nothing but what is theirs. */
export function portalTrpcHandler(app: App, frontage: Frontage): Handler {
  return createHandler(app, frontage, {
    router: portalRouter,
    prefix: '/portal/trpc/',
    isForgeable: isForgeableInPortal,
    contextOf: (req, res) => portalContext(app, frontage, req, res),
  });
}

interface Door {
  router: AnyRouter;
  prefix: string;
  isForgeable: typeof isForgeable;
  contextOf: (req: IncomingMessage, res: ServerResponse, calls: number) => Promise<Context>;
}

/** Straight on Node's server: express before it would cost as much as tRPC itself. */
function createHandler(app: App, frontage: Frontage, door: Door): Handler {
  const { router, prefix } = door;
  const handle = createHTTPHandler({
    router,
    basePath: prefix,
    maxBodySize: MAX_BODY_BYTES,
    maxBatchSize: MAX_BATCH,
    createContext({ req, res, info }) {
      if (door.isForgeable(req, originOf(req, frontage)))
        throw new AppError('FORBIDDEN', 'Cross-site requests are not allowed.');
      return door.contextOf(req, res, info.calls.length);
    },
    // Without it tRPC calls the JSON in which it refuses a request as a whole plain text.
    responseMeta: () => ({ headers: { 'content-type': 'application/json' } }),
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') app.log.error({ err: error, path }, 'a procedure failed');
    },
  });
  return (req, res) => {
    res.setHeader('cache-control', 'no-store');
    res.setHeader('x-content-type-options', 'nosniff');
    // What is wrong before it is a call, such as the host, tRPC answers without a type.
    res.setHeader('content-type', 'application/json');
    if (subscriptions.has(req.url!.slice(prefix.length).split('?')[0]!))
      void refuseSubscription(app, frontage, req, res);
    else handle(req, res);
  };
}

/** tRPC itself would answer 200, and say in a stream of events that there are none. */
async function refuseSubscription(
  app: App,
  frontage: Frontage,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  try {
    const { principal } = await httpContext(app, frontage, req, res);
    throw notHere(principal);
  } catch (error) {
    if (sendProblem(res, error) >= 500) app.log.error({ err: error }, 'a request failed');
  }
}

function notHere({ kind }: Principal): AppError {
  return kind === 'anonymous'
    ? new AppError('UNAUTHENTICATED', 'Log in or send a token.')
    : new AppError('METHOD_NOT_ALLOWED', 'Subscriptions require a WebSocket.');
}
