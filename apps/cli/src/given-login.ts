import type { StoredLogin } from './config.ts';
import { normalizeServer } from './connection.ts';
import type { Context } from './context.ts';
import { misused } from './errors.ts';
import { identify } from './identity.ts';

/** What is named, else the server of the last login, else what the person answers. */
export async function chooseServer(
  { env, config, prompt }: Context,
  given: string | undefined,
): Promise<string> {
  const named = given ?? env.server ?? (await config.readSettings()).server;
  if (named !== undefined) return normalizeServer(named);
  if (!prompt.interactive) throw misused('No server is named: give --server <url>.');
  return normalizeServer((await prompt.ask('Server: ')).trim());
}

/** Typed at a terminal, or all of stdin. @throws UserError Misused */
export async function readToken({ prompt }: Context): Promise<string> {
  const token = (prompt.interactive ? await prompt.askHidden('Token: ') : await prompt.readAll()).trim();
  if (/^[\w.~+/=-]+$/.test(token)) return token;
  throw misused('There is no token in stdin.');
}

/** Asks the server whose token it is: one that it refuses is never kept. */
export async function verifyToken(
  { connectTo }: Context,
  server: string,
  token: string,
): Promise<StoredLogin> {
  const identity = await identify(await connectTo({ server, token, tokenSource: 'typed' }));
  const { email, role } = identity.kind === 'user' ? identity : { email: null, role: null };
  return { access_token: token, email, role };
}

/** Keeps the login, and says what stands in its way. */
export async function keepLogin(
  { config, env, output }: Context,
  server: string,
  login: StoredLogin,
): Promise<void> {
  await config.saveLogin(server, login);
  output.say(`Logged in to ${server} as ${login.email ?? 'an API token'}.`);
  if (env.token !== undefined) output.say('SITECAST_TOKEN is set and wins over this login: unset it.');
}
