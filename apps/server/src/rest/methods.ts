import { AppError } from '@sitecast/api';
import type { Request, Response } from 'express';
import { sendProblem } from './problem.ts';

/** Which methods each path has, as `Allow` tells them. Whoever may GET may HEAD, and anybody may ask with OPTIONS. */
export function methodsByPath(routes: Iterable<{ method: string; path: string }>): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes)
    methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  for (const allowed of methods.values())
    allowed.push(...(allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS');
  return methods;
}

/** Answers what is none of a path's own methods: OPTIONS with those that are, anything else with 405. */
export function otherMethod(allowed: string[]) {
  const allow = allowed.join(', ');
  return (req: Request, res: Response): void => {
    res.setHeader('allow', allow);
    if (req.method === 'OPTIONS') return void res.status(204).end();
    sendProblem(res, new AppError('METHOD_NOT_ALLOWED', `${req.method} is not allowed here. Use ${allow}.`));
  };
}
