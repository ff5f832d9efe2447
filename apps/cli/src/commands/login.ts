import { defineCommand } from '../command.ts';
import type { StoredLogin } from '../config.ts';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { chooseServer, readToken, storeLogin, verifyToken } from '../login-steps.ts';
import { flag, text } from '../options.ts';

export const login = defineCommand({
  name: 'login',
  summary: 'Log in with e-mail and password, or with a token',
  options: {
    server: text('<url>', 'Server URL'),
    email: text('<e-mail>', 'Your e-mail address; the password is prompted for or read from stdin'),
    withToken: flag('Read a token from stdin instead of using a password'),
  },
  async run(context, { server, email, withToken }) {
    const serverUrl = await chooseServer(context, server);
    const login = withToken
      ? await verifyToken(context, serverUrl, await readToken(context))
      : await withPassword(context, serverUrl, email);
    await storeLogin(context, serverUrl, login);
  },
});

async function withPassword(
  { prompt, connectTo }: Context,
  server: string,
  given: string | undefined,
): Promise<StoredLogin> {
  if (given === undefined && !prompt.interactive)
    throw usageError('--email is required when not running interactively.');
  const email = given ?? (await prompt.ask('E-mail: ')).trim();
  const password = prompt.interactive ? await prompt.askHidden('Password: ') : await prompt.readLine();
  if (!password) throw usageError('No password given. Pipe it into stdin.');
  const { api } = await connectTo({ server, token: null, tokenSource: 'typed' });
  const session = await api.session.token.mutate({ email, password });
  return { access_token: session.accessToken, email: session.email, role: session.role };
}
