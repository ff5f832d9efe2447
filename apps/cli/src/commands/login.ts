import { defineCommand } from '../command.ts';
import type { StoredLogin } from '../config.ts';
import type { Context } from '../context.ts';
import { misused } from '../errors.ts';
import { chooseServer, keepLogin, readToken, verifyToken } from '../given-login.ts';
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
    const address = await chooseServer(context, server);
    const login = withToken
      ? await verifyToken(context, address, await readToken(context))
      : await withPassword(context, address, email);
    await keepLogin(context, address, login);
  },
});

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
