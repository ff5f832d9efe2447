import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, AppError, appRouter } from '@sitecast/api';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { httpContext } from './context.ts';
import { type Frontage, isForgeable, originOf } from './request.ts';

const MAX_BODY_BYTES = 256 * 1024;
const MAX_BATCH = 20;

/** Serves `/trpc` by HTTP. Straight on Node's server: express before it would cost as much as tRPC itself. */
export function trpcHandler(
  app: App,
  frontage: Frontage,
): (req: IncomingMessage, res: ServerResponse) => void {
  const handle = createHTTPHandler({
    router: appRouter,
    basePath: '/trpc/',
    maxBodySize: MAX_BODY_BYTES,
    maxBatchSize: MAX_BATCH,
    createContext({ req, res, info }) {
      if (isForgeable(req, originOf(req, frontage)))
        throw new AppError('FORBIDDEN', 'This request came from a page of another site.');
      return httpContext(app, frontage, req, res, info.calls.length);
    },
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') app.log.error({ err: error, path }, 'a procedure failed');
    },
  });
  return (req, res) => {
    res.setHeader('cache-control', 'no-store');
    res.setHeader('x-content-type-options', 'nosniff');
    handle(req, res);
  };
}
