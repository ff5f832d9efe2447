import { defineCommand } from '../command.ts';
import type { StoredLogin } from '../config.ts';
import { normalizeServer } from '../connection.ts';
import type { Context } from '../context.ts';
import { misused } from '../errors.ts';
import { identify } from '../identity.ts';
import { flag, text } from '../options.ts';

export const login = defineCommand({
  name: 'login',
  summary: 'Log in with e-mail and password, or with a token',
  options: {
    server: text('<url>', 'The server’s address'),
    email: text('<e-mail>', 'Your e-mail address; the password is asked for, or read from stdin'),
    withToken: flag('Read a token from stdin instead'),
  },
  async run(context, { server, email, withToken }) {
    const { env, config, output } = context;
    const address = await chooseServer(context, server);
    const login = withToken
      ? await withGivenToken(context, address)
      : await withPassword(context, address, email);
    await config.saveLogin(address, login);
    output.say(`Logged in to ${address} as ${login.email ?? 'an API token'}.`);
    if (env.token !== undefined) output.say('SITECAST_TOKEN is set and wins over this login: unset it.');
  },
});

/** What is named, else the server of the last login, else what the person answers. */
async function chooseServer({ env, config, prompt }: Context, given: string | undefined): Promise<string> {
  const named = given ?? env.server ?? (await config.readSettings()).server;
  if (named !== undefined) return normalizeServer(named);
  if (!prompt.interactive) throw misused('No server is named: give --server <url>.');
  return normalizeServer((await prompt.ask('Server: ')).trim());
}

async function withPassword(
  { prompt, connectTo }: Context,
  server: string,
  given: string | undefined,
): Promise<StoredLogin> {
  if (given === undefined && !prompt.interactive) throw misused('Nobody is named: give --email <e-mail>.');
  const email = given ?? (await prompt.ask('E-mail: ')).trim();
  const password = prompt.interactive ? await prompt.askHidden('Password: ') : await prompt.readLine();
  if (!password) throw misused('There is no password: type it, or pipe it into stdin.');
  const { api } = await connectTo({ server, token: null, tokenSource: 'typed' });
  const session = await api.session.token.mutate({ email, password });
  return { access_token: session.accessToken, email: session.email, role: session.role };
}

/** Checked before it is kept: a refused token leaves an existing login as it was. */
async function withGivenToken({ prompt, connectTo }: Context, server: string): Promise<StoredLogin> {
  const token = prompt.interactive ? await prompt.askHidden('Token: ') : await prompt.readAll();
  if (!/^[\w.~+/=-]+$/.test(token.trim())) throw misused('There is no token in stdin.');
  const connection = await connectTo({ server, token: token.trim(), tokenSource: 'typed' });
  const identity = await identify(connection);
  const { email, role } = identity.kind === 'user' ? identity : { email: null, role: null };
  return { access_token: token.trim(), email, role };
}
