import { type App, type LoginProblem, loginByIdentity, nextPath, type VerifiedIdentity } from '@sitecast/api';
import { type LoginAttempt, signLoginAttempt, verifyLoginAttempt } from '@sitecast/auth';
import { parse as parseCookies, serialize } from 'cookie';
import { type Response, Router } from 'express';
import * as client from 'openid-client';
import { httpContext } from './context.ts';
import { type Frontage, originOf } from './request.ts';

/** A client registered with an OpenID provider. */
export interface OidcConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** How long a user may take to log in at the provider, in ms. */
const ATTEMPT_MS = 10 * 60_000;
/** How long the provider may take to answer, in seconds. */
const PROVIDER_TIMEOUT = 10;
const CALLBACK = '/auth/oidc/callback';

/** Login with an OpenID provider: code flow with PKCE, state and nonce (OpenID Connect Core §3.1). */
export function oidcRouter(app: App, frontage: Frontage, config: OidcConfig): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const provider = rememberProvider(config);

  /** The provider's configuration; null, with a line in the log, if it is unreachable. */
  const reach = () =>
    provider().catch((error: unknown) => {
      app.log.error({ err: error }, `single sign-on: ${config.issuer} cannot be reached`);
      return null;
    });

  router.get('/auth/oidc/login', async (req, res) => {
    const { baseUrl, secure } = originOf(req, frontage);
    const next = nextPath(typeof req.query.next === 'string' ? req.query.next : null);
    const reached = await reach();
    if (!reached) return redirect(res, loginPage('unavailable', next));
    const attempt: LoginAttempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
      next,
    };
    const address = client.buildAuthorizationUrl(reached, {
      redirect_uri: baseUrl + CALLBACK,
      scope: 'openid email profile',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
    });
    const expires = new Date(Date.now() + ATTEMPT_MS);
    setCookie(res, secure, await signLoginAttempt(app.key, attempt, expires), expires);
    redirect(res, address.href);
  });

  router.get(CALLBACK, async (req, res) => {
    const { baseUrl, secure } = originOf(req, frontage);
    const cookie = parseCookies(req.headers.cookie ?? '')[cookieName(secure)];
    const attempt = cookie === undefined ? null : await verifyLoginAttempt(app.key, cookie);
    setCookie(res, secure, '', new Date(0));
    const ctx = await httpContext(app, frontage, req, res);
    const problem = await loginByIdentity(ctx, async () => {
      if (!attempt) return 'failed';
      const reached = await reach();
      if (!reached) return 'unavailable';
      try {
        return await prove(reached, new URL(req.originalUrl, baseUrl), attempt);
      } catch (error) {
        app.log.warn({ err: error }, 'single sign-on: the provider’s response was rejected');
        return 'failed';
      }
    });
    // Validate again: the cookie was in the browser.
    const next = nextPath(attempt?.next);
    redirect(res, problem === null ? next : loginPage(problem, next));
  });
  return router;
}

/** Exchanges the code from the provider's redirect for the user's identity. @throws when any check fails */
async function prove(
  provider: client.Configuration,
  address: URL,
  { state, nonce, codeVerifier }: LoginAttempt,
): Promise<VerifiedIdentity> {
  const tokens = await client.authorizationCodeGrant(provider, address, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
  });
  const claims = tokens.claims()!;
  // Some providers return the e-mail address only from the userinfo endpoint.
  const person =
    claims.email === undefined && provider.serverMetadata().userinfo_endpoint !== undefined
      ? await client.fetchUserInfo(provider, tokens.access_token, claims.sub)
      : claims;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: typeof person.email === 'string' ? person.email : null,
    emailVerified: person.email_verified === true,
  };
}

/** Discovers the provider's endpoints on first use, so that the server starts without it. */
function rememberProvider({ issuer, clientId, clientSecret }: OidcConfig) {
  const authenticate: client.ClientAuth = (server, ...rest) => {
    const canPost = server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ?? false;
    const how = canPost ? client.ClientSecretPost : client.ClientSecretBasic;
    return how(clientSecret)(server, ...rest);
  };
  const execute = [client.enableNonRepudiationChecks];
  if (new URL(issuer).protocol === 'http:') execute.push(client.allowInsecureRequests);
  let known: Promise<client.Configuration> | null = null;
  return () => {
    known ??= client
      .discovery(new URL(issuer), clientId, undefined, authenticate, { execute, timeout: PROVIDER_TIMEOUT })
      .catch((error) => {
        known = null;
        throw error;
      });
    return known;
  };
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-sitecast-login' : 'sitecast-login';
}

function setCookie(res: Response, secure: boolean, value: string, expires: Date): void {
  // Lax: the redirect back from the provider is cross-site.
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure, expires } as const;
  res.appendHeader('set-cookie', serialize(cookieName(secure), value, options));
}

function loginPage(problem: LoginProblem, next: string): string {
  return `/login?${new URLSearchParams({ problem, next })}`;
}

function redirect(res: Response, address: string): void {
  res.setHeader('cache-control', 'no-store').redirect(302, address);
}
