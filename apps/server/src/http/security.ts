import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

type Directives = Record<string, string[] | null>;

/** Media and pages that operators put on screens come from anywhere; code and styles come from here only. */
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

/** Security headers of pages and API answers. HSTS only where the address people use is https. */
export function securityHeaders(https: boolean): RequestHandler {
  return headers({ ...common, 'frame-ancestors': ["'none'"] }, https);
}

/** The player's: it shows video too, and may be framed by a page of this server. */
export function playerHeaders(https: boolean): RequestHandler {
  const player: Directives = {
    ...common,
    'media-src': ['http:', 'https:'],
    // In televisions' engines, such as Chromium 64, 'self' does not cover this server's own sockets.
    'connect-src': ["'self'", 'ws:', 'wss:'],
    'frame-ancestors': ["'self'"],
  };
  return headers(player, https);
}

function headers(directives: Directives, https: boolean): RequestHandler {
  const middleware = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: directives as Record<string, string[]> },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Same-origin, so that our own pages' requests carry an Origin to check.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: false,
  });
  // They are the same for every request: asked once, where helmet's dozen functions would run for each.
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
