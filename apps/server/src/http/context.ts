import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Context, SessionCookie } from '@sitecast/api';
import type { Credentials, Principal } from '@sitecast/auth';
import { languageCodes } from '@sitecast/i18n';
import { serialize } from 'cookie';
import Negotiator from 'negotiator';
import { countTokenRequest } from './rate-limit.ts';
import {
  type Frontage,
  type Origin,
  originOf,
  PORTAL_COOKIE,
  portalSessionOf,
  sessionCookieName,
  sessionTokenOf,
} from './request.ts';

const MAX_HEADER = 500;

/**
 * A context for one HTTP request: who asks is found out by `identify`, here and nowhere else.
 *
 * @param calls how many procedures the request calls
 * @throws AppError TOO_MANY_REQUESTS when it is a token that asks too often
 */
export async function httpContext(
  app: App,
  frontage: Frontage,
  req: IncomingMessage,
  res: ServerResponse,
  calls = 1,
): Promise<Context> {
  const origin = originOf(req, frontage);
  const principal = await identifyRequest(app, req, origin);
  await countTokenRequest(app, principal, res, calls);
  return {
    ...app,
    ...surroundings(req, origin),
    principal,
    workspaceHint: headerOf(req, 'x-workspace-id'),
    sessionCookie: cookieOf(res, { name: sessionCookieName(origin.secure), path: '/' }, origin),
    portalCookie: cookieOf(res, { name: PORTAL_COOKIE, path: '/portal' }, origin),
    socket: null,
    upload: null,
  };
}

/** The same in the portal, where nobody is known but by the portal's own cookie. */
export async function portalContext(
  app: App,
  frontage: Frontage,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<Context> {
  const origin = originOf(req, frontage);
  return {
    ...app,
    ...surroundings(req, origin),
    principal: await app.identifier.identify(portalCredentials(req, origin)),
    workspaceHint: null,
    sessionCookie: null,
    portalCookie: cookieOf(res, { name: PORTAL_COOKIE, path: '/portal' }, origin),
    socket: null,
    upload: null,
  };
}

/** What says who somebody is in the portal, for HTTP and WebSockets alike: its cookie. It lets go of the request. */
export function portalCredentials(req: IncomingMessage, { ip }: Origin): Credentials {
  return { portalSession: portalSessionOf(req), ip };
}

/** Who the credentials of the request say it is, now. */
export function identifyRequest(app: App, req: IncomingMessage, { ip, secure }: Origin): Promise<Principal> {
  return app.identifier.identify({
    authorization: req.headers.authorization,
    sessionToken: sessionTokenOf(req, secure),
    ip,
  });
}

/** What both HTTP and WebSocket contexts take from the request. */
export function surroundings(req: IncomingMessage, { ip, baseUrl }: Origin) {
  const language = new Negotiator(req).language([...languageCodes]);
  return {
    ip,
    baseUrl,
    userAgent: headerOf(req, 'user-agent'),
    language: languageCodes.find((known) => known === language) ?? 'en',
  };
}

function headerOf(req: IncomingMessage, name: string): string | null {
  const value = req.headers[name];
  return typeof value === 'string' ? value.slice(0, MAX_HEADER) : null;
}

function cookieOf(
  res: ServerResponse,
  { name, path }: { name: string; path: string },
  { secure }: Origin,
): SessionCookie {
  const write = (value: string, expires: Date) =>
    res.appendHeader(
      'set-cookie',
      serialize(name, value, { path, httpOnly: true, sameSite: 'lax', secure, expires }),
    );
  return {
    set: (token, expiresAt) => void write(token, expiresAt),
    clear: () => void write('', new Date(0)),
  };
}
