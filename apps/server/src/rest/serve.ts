import { type App, createCaller, createPortalCaller } from '@sitecast/api';
import { anonymous, type Principal } from '@sitecast/auth';
import type { Request, Response } from 'express';
import { httpContext, portalContext } from '../http/context.ts';
import type { Frontage } from '../http/request.ts';
import { createEventsAnswer } from './answers/events.ts';
import { createFileAnswer } from './answers/file.ts';
import { createJsonAnswer } from './answers/json.ts';
import { answerPicture } from './answers/picture.ts';
import { type AnswerHandler, workspaceHintOf } from './call.ts';
import type { WorkspaceEventStreams } from './events/events.ts';
import { inputOf } from './input.ts';
import { sendProblem, sendProblemUnread } from './problem.ts';
import { procedures } from './procedures.ts';
import type { Audience, Route } from './surface.ts';
import { uploadOf } from './upload.ts';

/** The principals that each audience includes. Anyone else is anonymous to its routes. */
const audiences: Record<Audience, Principal['kind'][]> = {
  open: ['user', 'apiToken'],
  public: ['user', 'apiToken'],
  session: ['user'],
  agency: ['user', 'apiToken'],
  portal: ['portalClient'],
};

/**
 * Returns the function that serves a request to one of the table's routes: it identifies the caller, reads the input
 * and lets the handler of the route's kind of answer do the rest. It never throws.
 */
export function createRouteServer(app: App, frontage: Frontage, streams: WorkspaceEventStreams) {
  const handlers: Record<Route['answer'], AnswerHandler> = {
    json: createJsonAnswer(app),
    file: createFileAnswer(app),
    picture: answerPicture,
    events: createEventsAnswer(app, frontage, streams),
  };

  return async function serve(route: Route, req: Request, res: Response): Promise<void> {
    let credentialsRefused = false;
    try {
      const inPortal = route.audience === 'portal';
      const ctx = await (inPortal ? portalContext : httpContext)(app, frontage, req, res);
      const workspaceHint = workspaceHintOf(req, ctx);
      const principal = audiences[route.audience].includes(ctx.principal.kind)
        ? ctx.principal
        : anonymous(ctx.principal.kind !== 'anonymous' || ctx.principal.refused);
      credentialsRefused = principal.kind === 'anonymous' && principal.refused;
      const procedure = procedures.get(route.procedure)!;
      const input = inputOf(req, route, procedure.input);
      const upload = route.accepts === 'file' ? uploadOf(req) : null;
      const caller = (inPortal ? createPortalCaller : createCaller)({
        ...ctx,
        principal,
        workspaceHint,
        upload,
      });
      const run = () => callProcedure(caller, route.procedure, input);
      const { ip } = ctx;
      await handlers[route.answer]({
        req,
        res,
        route,
        procedure,
        principal,
        ip,
        input,
        workspaceHint,
        run,
      });
    } catch (error) {
      // After the first byte only cutting the connection tells the caller that the answer is incomplete.
      if (res.headersSent) res.destroy();
      const send = route.accepts === 'file' ? sendProblemUnread.bind(null, req) : sendProblem;
      const status = res.headersSent ? 500 : send(res, error, credentialsRefused);
      if (status === 500) app.log.error({ err: error, procedure: route.procedure }, 'procedure failed');
    }
  };
}

function callProcedure(caller: object, path: string, input: unknown): Promise<unknown> {
  const procedure = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller);
  return (procedure as (input: unknown) => Promise<unknown>)(input);
}
