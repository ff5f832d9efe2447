import type { IncomingMessage } from 'node:http';
import { parse as parseCookies } from 'cookie';
import proxyAddr from 'proxy-addr';

/** What the server believes of a request's way here. */
export interface Origin {
  /** The client's address: the right-most one that no trusted proxy has written. */
  ip: string;
  /** `https://host[:port]` as the client sees this server, without a trailing slash. */
  baseUrl: string;
  secure: boolean;
}

/** PUBLIC_URL and how many proxies to believe. */
export interface Frontage {
  publicUrl: string | null;
  trustProxy: number;
}

export function originOf(req: IncomingMessage, { publicUrl, trustProxy }: Frontage): Origin {
  const ip = proxyAddr(req, (_address, hop) => hop < trustProxy);
  const baseUrl = publicUrl ?? seenUrl(req, trustProxy > 0);
  return { ip, baseUrl, secure: baseUrl.startsWith('https:') };
}

function seenUrl(req: IncomingMessage, proxied: boolean): string {
  const forwarded = (name: string) => (proxied ? lastValue(req.headers[name]) : undefined);
  const protocol = forwarded('x-forwarded-proto') === 'https' ? 'https' : 'http';
  const host = forwarded('x-forwarded-host') ?? req.headers.host ?? 'localhost';
  return `${protocol}://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`;
}

function lastValue(header: string | string[] | undefined): string | undefined {
  return (Array.isArray(header) ? header.at(-1) : header)?.split(',').at(-1)?.trim();
}

/** The session cookie's name: on https the browser guards it with the `__Host-` prefix (RFC 6265bis §4.1.3.2). */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-sitecast' : 'sitecast';
}

export function sessionTokenOf(req: IncomingMessage, secure: boolean): string | null {
  return parseCookies(req.headers.cookie ?? '')[sessionCookieName(secure)] ?? null;
}

/** The portal's cookie, under the name and the path that its clients know. */
export const PORTAL_COOKIE = 'portal_session';

export function portalSessionOf(req: IncomingMessage): string | null {
  return parseCookies(req.headers.cookie ?? '')[PORTAL_COOKIE] ?? null;
}

/**
 * Whether a page of another site may have sent this request. Browsers say where a request comes from in
 * `Sec-Fetch-Site` or `Origin`; other programs send neither.
 */
function isSameOrigin(req: IncomingMessage, baseUrl: string): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = req.headers;
  return origin !== undefined && hasSameHost(origin, baseUrl);
}

/** Whether two addresses have one host and port. What is no address (`Origin: null`) has none. */
export function hasSameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** An unsafe method that would act by the cookie alone, sent by a page of another site. */
export function isForgeable(req: IncomingMessage, origin: Origin): boolean {
  return (
    req.headers.authorization === undefined &&
    sessionTokenOf(req, origin.secure) !== null &&
    isUnsafeFromElsewhere(req, origin)
  );
}

/** The same of the portal's cookie, which is the only credential that counts there. */
export function isForgeableInPortal(req: IncomingMessage, origin: Origin): boolean {
  return portalSessionOf(req) !== null && isUnsafeFromElsewhere(req, origin);
}

function isUnsafeFromElsewhere(req: IncomingMessage, { baseUrl }: Origin): boolean {
  return !SAFE_METHODS.has(req.method ?? 'GET') && !isSameOrigin(req, baseUrl);
}
