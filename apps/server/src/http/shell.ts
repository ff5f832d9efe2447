import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@sitecast/api';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { sendProblem } from '../rest/problem.ts';

/** What only programs call, whatever they accept; its routes come before the pages. */
const API = /^\/(api|auth|trpc|portal\/api)(\/|$)/;

/** Elsewhere a program is told by its asking for JSON and not for HTML. */
export function wantsJson(req: Request): boolean {
  if (API.test(req.path)) return true;
  const accept = (req.headers.accept ?? '*/*').toLowerCase();
  return accept.includes('application/json') && !accept.includes('text/html');
}

/** @param root of the app whose page says that there is none */
export function notFound(req: Request, res: Response, root: string): void {
  if (wantsJson(req)) sendProblem(res, new AppError('NOT_FOUND', `${req.path} not found.`));
  else sendShell(res.status(404), root);
}

/** An app's one page, whose script looks at the address. */
export function sendShell(res: Response, root: string, cacheControl = 'no-cache'): void {
  const file = shellOf(root);
  if (!file) {
    res
      .status(503)
      .type('text/plain')
      .send('The web app is not built yet. Run "npm start", which builds it.');
    return;
  }
  res.setHeader('cache-control', cacheControl);
  res.sendFile(file);
}

/** Files whose name holds their hash never change; the others are asked for again each time. */
export function statics(root: string): RequestHandler {
  return express.static(root, {
    index: false,
    redirect: false,
    setHeaders: (res, path) => {
      const hashed = /[\\/]assets[\\/]/.test(path);
      res.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Null while the app is not built. */
export function shellOf(root: string): string | null {
  const file = join(root, 'index.html');
  return existsSync(file) ? file : null;
}
