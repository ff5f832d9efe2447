import { type Context, requireWorkspace, type WorkspaceLevel } from '@sitecast/api';
import type { Principal } from '@sitecast/auth';
import type { Request, Response } from 'express';
import type { ProcedureInfo } from './procedures.ts';
import type { Route } from './surface.ts';

/** A request to a route whose caller is identified and whose input is read. Its procedure has not run yet. */
export interface RestCall {
  req: Request;
  res: Response;
  route: Route;
  procedure: ProcedureInfo;
  /** The caller, as far as the route's audience includes them; anonymous otherwise. */
  principal: Principal;
  ip: string;
  input: unknown;
  workspaceHint: string | null;
  /** Runs the procedure. @throws whatever the procedure throws */
  run: () => Promise<unknown>;
}

/** Sends one kind of answer. Whatever it throws before the first byte is answered as a problem. */
export type AnswerHandler = (call: RestCall) => Promise<void>;

/** The workspace that a request names: `X-Workspace-Id`, or `?workspace_id=` where headers cannot be set. */
export function workspaceHintOf({ query }: Request, ctx: Context): string | null {
  const { workspace_id: hint } = query;
  return ctx.workspaceHint ?? (typeof hint === 'string' ? hint : null);
}

/** The workspace of a call. @throws AppError unless the caller has access to it now, also when the answer is stored */
export function workspaceOf({ principal, procedure, workspaceHint }: RestCall): string {
  const level = procedure.access.slice('workspace:'.length) as WorkspaceLevel;
  return requireWorkspace(principal, level, workspaceHint);
}
