import { readClaims, type TokenClaims } from '../claims.ts';
import { defineCommand } from '../command.ts';
import type { StoredLogin } from '../config.ts';
import { isApiToken } from '../connection.ts';
import { UserError, usageError } from '../errors.ts';
import { chooseServer, readToken, storeLogin, verifyToken } from '../login-steps.ts';
import { choice, flag, text } from '../options.ts';
import { localTime } from '../time.ts';

export const importToken = defineCommand({
  name: 'auth import-token',
  summary: 'Log in with an existing token',
  options: {
    token: text('<token>', 'Token (default: prompt, or read from stdin)'),
    server: text('<url>', 'Server URL'),
    skipVerify: flag('Store the token without verifying it with the server'),
    email: text('<e-mail>', 'Override the user’s e-mail address'),
    role: choice(['admin', 'user'], 'Override the user’s role'),
  },
  async run(context, { token: given, server, skipVerify, email, role }) {
    const serverUrl = await chooseServer(context, server);
    const token = given?.trim() ?? (await readToken(context));
    // Checked first, so that nothing but a token is sent to the server.
    const claims = readClaims(token);
    const overrides = { ...(email && { email }), ...(role && { role }) };
    if (!skipVerify) {
      const login = await verifyToken(context, serverUrl, token);
      return storeLogin(context, serverUrl, { ...login, ...overrides });
    }
    await storeLogin(context, serverUrl, unverified(token, { ...claims, ...overrides }));
    context.output.say('The token was not verified. Run sitecast whoami to check it.');
  },
});

/** @throws UserError if the token has expired or its user is unknown */
function unverified(token: string, { email, role, expiresAt }: TokenClaims): StoredLogin {
  if (expiresAt !== null && expiresAt.getTime() <= Date.now())
    throw new UserError(`The token expired on ${localTime(expiresAt.toISOString())}. Create a new one.`);
  if (!isApiToken(token) && (email === null || role === null))
    throw usageError(
      'The token has no e-mail address or role. Add --email and --role, or omit --skip-verify.',
    );
  return { access_token: token, email, role };
}
