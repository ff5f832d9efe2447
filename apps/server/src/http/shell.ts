import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@sitecast/api';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { sendProblem } from '../rest/problem.ts';

/** Paths for programs only, whatever they accept. Their routes come before the pages. */
const API = /^\/(api|auth|trpc|portal\/api)(\/|$)/;

/** Whether to answer with JSON: below the API's paths, or if the request accepts JSON and not HTML. */
export function wantsJson(req: Request): boolean {
  if (API.test(req.path)) return true;
  const accept = (req.headers.accept ?? '*/*').toLowerCase();
  return accept.includes('application/json') && !accept.includes('text/html');
}

/** @param root the app that shows the 404 page */
export function notFound(req: Request, res: Response, root: string): void {
  if (wantsJson(req)) sendProblem(res, new AppError('NOT_FOUND', `${req.path} not found.`));
  else sendShell(res.status(404), root);
}

/** Sends an app's only HTML page, which routes in the browser. */
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

/** Serves static files: those with a hash in their name never change, others are revalidated each time. */
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

/** The path of an app's HTML page, or null if the app is not built. */
export function shellOf(root: string): string | null {
  const file = join(root, 'index.html');
  return existsSync(file) ? file : null;
}
