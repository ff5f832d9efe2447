import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

type Directives = Record<string, string[] | null>;

/** Images and frames may come from anywhere, as operators choose them; scripts and styles only from here. */
const common: Directives = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'http:', 'https:', 'data:', 'blob:'],
  'frame-src': ['http:', 'https:'],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
};

/** Security headers of pages and API responses. HSTS only if the public URL is https. */
export function securityHeaders(https: boolean): RequestHandler {
  return headers({ ...common, 'frame-ancestors': ["'none'"] }, https);
}

/** The player's headers: it also plays video, and pages of this server may frame it. */
export function playerHeaders(https: boolean): RequestHandler {
  const player: Directives = {
    ...common,
    'media-src': ['http:', 'https:'],
    // In the engines of TVs, such as Chromium 64, 'self' does not include WebSockets.
    'connect-src': ["'self'", 'ws:', 'wss:'],
    'frame-ancestors': ["'self'"],
  };
  return headers(player, https);
}

function headers(directives: Directives, https: boolean): RequestHandler {
  const middleware = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: directives as Record<string, string[]> },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Same-origin, so that requests of our own pages have an Origin to check.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: false,
  });
  // The headers never change: compute them once instead of running helmet's dozen functions per request.
  const fixed: [string, string][] = [];
  const recorder = {
    setHeader: (name: string, value: string) => fixed.push([name, value]),
    removeHeader() {},
  };
  middleware({} as IncomingMessage, recorder as unknown as ServerResponse, () => {});
  return (_req, res, next) => {
    for (const [name, value] of fixed) res.setHeader(name, value);
    next();
  };
}
