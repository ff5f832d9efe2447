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
 * Creates the context of one HTTP request, and identifies its caller.
 *
 * @param calls the number of procedures that the request calls
 * @throws AppError TOO_MANY_REQUESTS when an API token exceeds its limit
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
    ...requestInfo(req, origin),
    principal,
    workspaceHint: headerOf(req, 'x-workspace-id'),
    sessionCookie: cookieOf(res, { name: sessionCookieName(origin.secure), path: '/' }, origin),
    portalCookie: cookieOf(res, { name: PORTAL_COOKIE, path: '/portal' }, origin),
    socket: null,
    upload: null,
  };
}

/** The context of a portal request, where only the portal's cookie identifies anyone. */
export async function portalContext(
  app: App,
  frontage: Frontage,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<Context> {
  const origin = originOf(req, frontage);
  return {
    ...app,
    ...requestInfo(req, origin),
    principal: await app.identifier.identify(portalCredentials(req, origin)),
    workspaceHint: null,
    sessionCookie: null,
    portalCookie: cookieOf(res, { name: PORTAL_COOKIE, path: '/portal' }, origin),
    socket: null,
    upload: null,
  };
}

/** The credentials of a portal request (HTTP or WebSocket): its cookie. Keeps no reference to the request. */
export function portalCredentials(req: IncomingMessage, { ip }: Origin): Credentials {
  return { portalSession: portalSessionOf(req), ip };
}

/** Identifies the credentials of a request. */
export function identifyRequest(app: App, req: IncomingMessage, { ip, secure }: Origin): Promise<Principal> {
  return app.identifier.identify({
    authorization: req.headers.authorization,
    sessionToken: sessionTokenOf(req, secure),
    ip,
  });
}

/** What HTTP and WebSocket contexts take from a request. */
export function requestInfo(req: IncomingMessage, { ip, baseUrl }: Origin) {
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
