import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, AppError, appRouter } from '@sitecast/api';
import type { Principal } from '@sitecast/auth';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { sendProblem } from '../rest/problem.ts';
import { procedures } from '../rest/procedures.ts';
import { httpContext } from './context.ts';
import { type Frontage, isForgeable, originOf } from './request.ts';

const PREFIX = '/trpc/';
const MAX_BODY_BYTES = 256 * 1024;
const MAX_BATCH = 20;

const subscriptions = new Set<string>(
  [...procedures.values()].filter(({ type }) => type === 'subscription').map(({ path }) => path),
);

/** Serves `/trpc` by HTTP. Straight on Node's server: express before it would cost as much as tRPC itself. */
export function trpcHandler(
  app: App,
  frontage: Frontage,
): (req: IncomingMessage, res: ServerResponse) => void {
  const handle = createHTTPHandler({
    router: appRouter,
    basePath: PREFIX,
    maxBodySize: MAX_BODY_BYTES,
    maxBatchSize: MAX_BATCH,
    createContext({ req, res, info }) {
      if (isForgeable(req, originOf(req, frontage)))
        throw new AppError('FORBIDDEN', 'This request came from a page of another site.');
      return httpContext(app, frontage, req, res, info.calls.length);
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
    if (subscriptions.has(req.url!.slice(PREFIX.length).split('?')[0]!))
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
    ? new AppError('UNAUTHENTICATED', 'Log in, or send a token.')
    : new AppError('METHOD_NOT_ALLOWED', 'This is a subscription, which needs a WebSocket.');
}
