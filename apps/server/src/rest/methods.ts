import { AppError } from '@sitecast/api';
import type { Request, Response } from 'express';
import { sendProblem } from './problem.ts';

/** The methods of each path, as in an `Allow` header: GET implies HEAD, and every path has OPTIONS. */
export function methodsByPath(routes: Iterable<{ method: string; path: string }>): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes)
    methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  for (const allowed of methods.values())
    allowed.push(...(allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS');
  return methods;
}

/** Handles the methods that a path has no route for: OPTIONS lists the allowed ones, anything else gets 405. */
export function methodNotAllowed(allowed: string[]) {
  const allow = allowed.join(', ');
  return (req: Request, res: Response): void => {
    res.setHeader('allow', allow);
    if (req.method === 'OPTIONS') return void res.status(204).end();
    sendProblem(res, new AppError('METHOD_NOT_ALLOWED', `${req.method} is not allowed here. Use ${allow}.`));
  };
}
