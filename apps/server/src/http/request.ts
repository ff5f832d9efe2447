import type { IncomingMessage } from 'node:http';
import { parse as parseCookies } from 'cookie';
import proxyAddr from 'proxy-addr';

/** Where a request comes from, as far as headers are trusted. */
export interface Origin {
  /** The client's IP address: the right-most one that is not a trusted proxy. */
  ip: string;
  /** `https://host[:port]` as the client sees this server, without a trailing slash. */
  baseUrl: string;
  secure: boolean;
}

/** PUBLIC_URL and the number of trusted proxies. */
export interface Frontage {
  publicUrl: string | null;
  trustProxy: number;
}

export function originOf(req: IncomingMessage, { publicUrl, trustProxy }: Frontage): Origin {
  const ip = proxyAddr(req, (_address, hop) => hop < trustProxy);
  const baseUrl = publicUrl ?? requestedUrl(req, trustProxy > 0);
  return { ip, baseUrl, secure: baseUrl.startsWith('https:') };
}

function requestedUrl(req: IncomingMessage, proxied: boolean): string {
  const forwarded = (name: string) => (proxied ? lastValue(req.headers[name]) : undefined);
  const protocol = forwarded('x-forwarded-proto') === 'https' ? 'https' : 'http';
  const host = forwarded('x-forwarded-host') ?? req.headers.host ?? 'localhost';
  return `${protocol}://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`;
}

function lastValue(header: string | string[] | undefined): string | undefined {
  return (Array.isArray(header) ? header.at(-1) : header)?.split(',').at(-1)?.trim();
}

/** The session cookie's name: on https with the `__Host-` prefix, which browsers enforce (RFC 6265bis §4.1.3.2). */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-sitecast' : 'sitecast';
}

export function sessionTokenOf(req: IncomingMessage, secure: boolean): string | null {
  return parseCookies(req.headers.cookie ?? '')[sessionCookieName(secure)] ?? null;
}

/** The name of the portal's cookie. */
export const PORTAL_COOKIE = 'portal_session';

export function portalSessionOf(req: IncomingMessage): string | null {
  return parseCookies(req.headers.cookie ?? '')[PORTAL_COOKIE] ?? null;
}

/**
 * Whether a page of this server sent the request. Browsers report the origin in `Sec-Fetch-Site` or `Origin`; other
 * programs send neither.
 */
function isSameOrigin(req: IncomingMessage, baseUrl: string): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = req.headers;
  return origin !== undefined && hasSameHost(origin, baseUrl);
}

/** Whether two URLs have the same host and port. False for anything that is not a URL, such as `Origin: null`. */
export function hasSameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request is cross-site, unsafe, and authenticated only by the session cookie. */
export function isForgeable(req: IncomingMessage, origin: Origin): boolean {
  return (
    req.headers.authorization === undefined &&
    sessionTokenOf(req, origin.secure) !== null &&
    isUnsafeCrossSite(req, origin)
  );
}

/** As `isForgeable`, for the portal's cookie, the only credential there. */
export function isForgeableInPortal(req: IncomingMessage, origin: Origin): boolean {
  return portalSessionOf(req) !== null && isUnsafeCrossSite(req, origin);
}

function isUnsafeCrossSite(req: IncomingMessage, { baseUrl }: Origin): boolean {
  return !SAFE_METHODS.has(req.method ?? 'GET') && !isSameOrigin(req, baseUrl);
}
