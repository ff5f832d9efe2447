import { once } from 'node:events';
import { type App, type Context, createCaller, createPortalCaller } from '@sitecast/api';
import type { Principal } from '@sitecast/auth';
import { TRPCError } from '@trpc/server';
import type { Request, Response } from 'express';
import type { ZodType } from 'zod';
import { httpContext, portalContext } from '../http/context.ts';
import type { Frontage } from '../http/request.ts';
import { workspaceHintOf } from './call.ts';
import { type CsvValue, csvRecord } from './csv.ts';
import { inputOf } from './input.ts';
import { sendProblem } from './problem.ts';

type Caller = ReturnType<typeof createCaller>;
type PortalCaller = ReturnType<typeof createPortalCaller>;

/** A list of the API exported as one file: all of its pages, with its filters and access rules. */
export interface CsvFile<Input, Item, By = Caller> {
  /** The file's name without the date: `audit`. */
  name(input: Input): string;
  /** Parameters in path and query. A file has no `limit` or `cursor`. */
  input: ZodType<Input>;
  /** The principals that can call it; other credentials are reported as invalid. */
  audience: Principal['kind'][];
  columns: Record<string, (item: Item) => CsvValue>;
  /**
   * The items, page by page. The first page is requested even with invalid input, so that the procedure checks access
   * before anything else.
   */
  pages(caller: By, input: Input): AsyncIterable<Item[]>;
}

/** Serves a file, waiting for slow readers. */
export function csvFile<Input, Item>(app: App, frontage: Frontage, file: CsvFile<Input, Item>) {
  const contextOf = (req: Request, res: Response) => httpContext(app, frontage, req, res);
  return serveCsv(app, file, contextOf, createCaller);
}

/** Serves a file to clients, through their portal. */
export function portalCsv<Input, Item>(
  app: App,
  frontage: Frontage,
  file: CsvFile<Input, Item, PortalCaller>,
) {
  const contextOf = (req: Request, res: Response) => portalContext(app, frontage, req, res);
  return serveCsv(app, file, contextOf, createPortalCaller);
}

function serveCsv<Input, Item, By>(
  app: App,
  file: CsvFile<Input, Item, By>,
  contextOf: (req: Request, res: Response) => Promise<Context>,
  callerOf: (ctx: Context) => By,
) {
  return async (req: Request, res: Response): Promise<void> => {
    let credentialsRefused = false;
    try {
      const ctx = await contextOf(req, res);
      const { principal } = ctx;
      credentialsRefused =
        principal.kind === 'anonymous' ? principal.refused : !file.audience.includes(principal.kind);
      const workspaceHint = workspaceHintOf(req, ctx);
      const given = inputOf(req, { method: 'get' }, file.input);
      const { data, error } = file.input.safeParse(given);
      const pages = file.pages(callerOf({ ...ctx, workspaceHint }), data ?? (given as Input));
      const reading = pages[Symbol.asyncIterator]();
      // Errors of the first page are answered as problems, before anything is sent.
      const first = await reading.next();
      if (error) throw new TRPCError({ code: 'BAD_REQUEST', cause: error });
      const day = app.now().toISOString().slice(0, 10);
      res.attachment(`${file.name(data)}-${day}.csv`).type('text/csv; charset=utf-8');
      await send(res, file.columns, first, reading);
    } catch (error) {
      // Cut the connection: an incomplete file must not look complete.
      if (res.headersSent) res.destroy();
      const status = res.headersSent ? 500 : sendProblem(res, error, credentialsRefused);
      if (status >= 500) app.log.error({ err: error }, 'CSV export failed');
    }
  };
}

async function send<Item>(
  res: Response,
  columns: CsvFile<unknown, Item>['columns'],
  first: IteratorResult<Item[]>,
  pages: AsyncIterator<Item[]>,
): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  res.write(csvRecord(Object.keys(columns)));
  for (let page = first; !page.done; page = await pages.next()) {
    const records = page.value.map((item) => csvRecord(Object.values(columns).map((of) => of(item))));
    if (gone.signal.aborted) return void (await pages.return?.());
    if (!res.write(records.join(''))) await once(res, 'drain', { signal: gone.signal }).catch(() => {});
  }
  res.end();
}
