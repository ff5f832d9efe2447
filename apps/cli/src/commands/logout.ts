import { defineCommand } from '../command.ts';
import { isApiToken, normalizeServer, notLoggedIn } from '../connection.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';

export const logout = defineCommand({
  name: 'logout',
  summary: 'Log out and remove the stored login',
  async run(context) {
    const { config, output, env } = context;
    const login = await config.readLogin();
    const { server } = await config.readSettings();
    if (!login || server === undefined) throw notLoggedIn(undefined);
    const address = normalizeServer(server);
    const result = await endSession(context, address, login.access_token);
    // Removed whatever the server answers, because the user does not want the token on this machine.
    await config.removeLogin();
    if (result === 'unreachable')
      throw new UserError(
        `Removed the stored login, but ${address} cannot be reached. The session there will expire by itself.`,
      );
    output.say(
      result === 'not-a-session'
        ? `Removed the stored token. It stays valid at ${address} until it is revoked.`
        : `Logged out of ${address}.`,
    );
    if (env.token !== undefined) output.say('SITECAST_TOKEN is still set.');
  },
});

/** Ends the session on the server. Tokens are not sessions and stay valid. */
async function endSession(
  { connectTo }: Context,
  server: string,
  token: string,
): Promise<'ended' | 'not-a-session' | 'unreachable'> {
  if (isApiToken(token)) return 'not-a-session';
  const { api } = await connectTo({ server, token, tokenSource: 'login' });
  try {
    await api.session.logout.mutate();
    return 'ended';
  } catch (error) {
    const { toClientProblem } = await import('@sitecast/client');
    switch (toClientProblem(error).code) {
      case 'UNAUTHENTICATED':
        return 'ended';
      case 'FORBIDDEN':
        return 'not-a-session';
      case 'UNREACHABLE':
        return 'unreachable';
      default:
        throw error;
    }
  }
}
