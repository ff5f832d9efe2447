import { readClaims, type TokenClaims } from '../claims.ts';
import { defineCommand } from '../command.ts';
import type { StoredLogin } from '../config.ts';
import { isApiToken } from '../connection.ts';
import { misused, UserError } from '../errors.ts';
import { chooseServer, keepLogin, readToken, verifyToken } from '../given-login.ts';
import { choice, flag, text } from '../options.ts';
import { localTime } from '../time.ts';

export const importToken = defineCommand({
  name: 'auth import-token',
  summary: 'Log in with a token that was made elsewhere',
  options: {
    token: text('<token>', 'The token; default: asked for, or all of stdin'),
    server: text('<url>', 'The server’s address'),
    skipVerify: flag('Do not ask the server: for a machine that cannot reach it yet'),
    email: text('<e-mail>', 'Whose token it is, in place of what the token or the server says'),
    role: choice(['admin', 'user'], 'That person’s role, likewise'),
  },
  async run(context, { token: given, server, skipVerify, email, role }) {
    const address = await chooseServer(context, server);
    const token = given?.trim() ?? (await readToken(context));
    // Before the server is asked: what is no token is not sent to it.
    const claims = readClaims(token);
    const overrides = { ...(email && { email }), ...(role && { role }) };
    if (!skipVerify) {
      const login = await verifyToken(context, address, token);
      return keepLogin(context, address, { ...login, ...overrides });
    }
    await keepLogin(context, address, unverified(token, { ...claims, ...overrides }));
    context.output.say('The server was not asked: sitecast whoami tells whether it accepts the token.');
  },
});

/** @throws UserError when it is known without the server that this cannot be a login */
function unverified(token: string, { email, role, expiresAt }: TokenClaims): StoredLogin {
  if (expiresAt !== null && expiresAt.getTime() <= Date.now())
    throw new UserError(`The token expired on ${localTime(expiresAt.toISOString())}. Create a new one.`);
  if (!isApiToken(token) && (email === null || role === null))
    throw misused(
      'The token does not say whose it is: give --email and --role, or leave out --skip-verify to ask the server.',
    );
  return { access_token: token, email, role };
}
