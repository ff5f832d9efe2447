import { once } from 'node:events';
import { type App, type Context, createCaller, createPortalCaller } from '@sitecast/api';
import type { Principal } from '@sitecast/auth';
import { TRPCError } from '@trpc/server';
import type { Request, Response } from 'express';
import type { ZodType } from 'zod';
import { httpContext, portalContext } from '../http/context.ts';
import type { Frontage } from '../http/request.ts';
import { type CsvValue, csvRecord } from './csv.ts';
import { inputOf } from './input.ts';
import { sendProblem } from './problem.ts';

type Caller = ReturnType<typeof createCaller>;
type PortalCaller = ReturnType<typeof createPortalCaller>;

/** A list of the API as a file: its pages one after the other, with its filters and its rules. */
export interface CsvFile<Input, Item, By = Caller> {
  /** Of the file: `audit`. The date is added. */
  name(input: Input): string;
  /** What may be given in path and query. A file has no pages to choose. */
  input: ZodType<Input>;
  /** Whom its door knows. */
  knows: Principal['kind'][];
  columns: Record<string, (item: Item) => CsvValue>;
  /** The items, page by page. The first is asked for with whatever was given: the procedure refuses it, or its sender. */
  pages(caller: By, input: Input): AsyncIterable<Item[]>;
}

/** Serves a file as fast as its reader takes it. */
export function csvFile<Input, Item>(app: App, frontage: Frontage, file: CsvFile<Input, Item>) {
  const contextOf = (req: Request, res: Response) => httpContext(app, frontage, req, res);
  return serveCsv(app, file, contextOf, createCaller);
}

/** The same for clients, through their portal. */
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
    let refused = false;
    try {
      const ctx = await contextOf(req, res);
      const { principal } = ctx;
      refused = principal.kind === 'anonymous' ? principal.refused : !file.knows.includes(principal.kind);
      const { workspace_id: hint } = req.query;
      const workspaceHint = ctx.workspaceHint ?? (typeof hint === 'string' ? hint : null);
      const given = inputOf(req, { method: 'get' }, file.input);
      const { data, error } = file.input.safeParse(given);
      const pages = file.pages(callerOf({ ...ctx, workspaceHint }), data ?? (given as Input));
      const reading = pages[Symbol.asyncIterator]();
      // Who is refused gets his problem before anything is sent.
      const first = await reading.next();
      if (error) throw new TRPCError({ code: 'BAD_REQUEST', cause: error });
      const day = app.now().toISOString().slice(0, 10);
      res.attachment(`${file.name(data)}-${day}.csv`).type('text/csv; charset=utf-8');
      await send(res, file.columns, first, reading);
    } catch (error) {
      // What was sent cannot be taken back: a file that ends in the middle must not look whole.
      if (res.headersSent) res.destroy();
      const status = res.headersSent ? 500 : sendProblem(res, error, refused);
      if (status >= 500) app.log.error({ err: error }, 'a file could not be exported');
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
