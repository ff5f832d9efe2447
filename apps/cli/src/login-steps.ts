import type { StoredLogin } from './config.ts';
import { normalizeServer } from './connection.ts';
import type { Context } from './context.ts';
import { usageError } from './errors.ts';
import { identify } from './identity.ts';

/** The server from flag, environment or last login; otherwise prompts for it. */
export async function chooseServer(
  { env, config, prompt }: Context,
  given: string | undefined,
): Promise<string> {
  const url = given ?? env.server ?? (await config.readSettings()).server;
  if (url !== undefined) return normalizeServer(url);
  if (!prompt.interactive) throw usageError('No server given. Use --server <url>.');
  return normalizeServer((await prompt.ask('Server: ')).trim());
}

/** Prompts for a token, or reads it from stdin. @throws UserError if there is none */
export async function readToken({ prompt }: Context): Promise<string> {
  const token = (prompt.interactive ? await prompt.askHidden('Token: ') : await prompt.readAll()).trim();
  if (/^[\w.~+/=-]+$/.test(token)) return token;
  throw usageError('No token on stdin.');
}

/** Verifies a token with the server and returns its login. A rejected token is never stored. */
export async function verifyToken(
  { connectTo }: Context,
  server: string,
  token: string,
): Promise<StoredLogin> {
  const identity = await identify(await connectTo({ server, token, tokenSource: 'typed' }));
  const { email, role } = identity.kind === 'user' ? identity : { email: null, role: null };
  return { access_token: token, email, role };
}

/** Stores the login, and warns if SITECAST_TOKEN overrides it. */
export async function storeLogin(
  { config, env, output }: Context,
  server: string,
  login: StoredLogin,
): Promise<void> {
  await config.saveLogin(server, login);
  output.say(`Logged in to ${server} as ${login.email ?? 'an API token'}.`);
  if (env.token !== undefined)
    output.say('SITECAST_TOKEN is set and overrides this login. Unset it to use the login.');
}
