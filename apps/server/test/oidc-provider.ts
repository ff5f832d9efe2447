import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { OidcConfig } from '../src/http/oidc.ts';
import { type Answer, ask } from './http.ts';

/** Somebody with an account at the provider. */
interface TestPerson {
  subject: string;
  email: string;
  verified: boolean;
}

export interface TestProvider extends AsyncDisposable {
  config: OidcConfig;
  /** Who is in front of the browser from now on. */
  person: TestPerson;
  /** Makes the Sitecast server at this address known. */
  register(url: string): void;
  /** Logs `person` in, and agrees. @returns where the provider sends the browser: path and query */
  visit(address: string): Promise<string>;
}

/** A real OpenID provider at 127.0.0.1, where everybody agrees to everything. It answers from `register` on. */
export async function startTestProvider(): Promise<TestProvider> {
  let provider: Provider | null = null;
  const http = createServer((req, res) => {
    if (!provider) return void res.writeHead(503).end();
    const { pathname } = new URL(req.url ?? '/', 'http://provider');
    if (!pathname.startsWith('/interaction/')) return void provider.callback()(req, res);
    agree(provider, req, res).catch((error) => res.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const config = { issuer, clientId: 'sitecast', clientSecret: 'only the two of them know' };

  async function agree(at: Provider, ...call: Parameters<Provider['interactionDetails']>) {
    const { prompt, params, session } = await at.interactionDetails(...call);
    if (prompt.name === 'login')
      return at.interactionFinished(...call, { login: { accountId: test.person.subject } });
    const grant = new at.Grant({ accountId: session!.accountId, clientId: String(params.client_id) });
    grant.addOIDCScope(String(params.scope));
    return at.interactionFinished(...call, { consent: { grantId: await grant.save() } });
  }

  const test: TestProvider = {
    config,
    person: { subject: 'ada-1', email: 'ada@example.com', verified: true },
    register(url) {
      provider = new Provider(issuer, {
        clients: [
          {
            client_id: config.clientId,
            client_secret: config.clientSecret,
            redirect_uris: [`${url}/auth/oidc/callback`],
          },
        ],
        claims: { openid: ['sub'], email: ['email', 'email_verified'] },
        cookies: { keys: ['a key of the provider'] },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
        findAccount: (_ctx, accountId) => ({
          accountId,
          claims: () => ({
            sub: accountId,
            email: test.person.email,
            email_verified: test.person.verified,
          }),
        }),
      });
    },
    visit: (address) => followAt(issuer, address),
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return test;
}

/** Follows the provider's redirections, with its cookies, until one leads elsewhere. */
async function followAt(issuer: string, address: string): Promise<string> {
  const cookies = new Map<string, string>();
  let { origin, pathname, search } = new URL(address);
  while (origin === issuer) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer: Answer = await ask(issuer, pathname + search, { cookie });
    if (answer.headers.location === undefined)
      throw new Error(`The provider answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    for (const set of (answer.headers['set-cookie'] ?? []) as string[]) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (value === '') cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    ({ origin, pathname, search } = new URL(String(answer.headers.location), issuer));
  }
  return pathname + search;
}
