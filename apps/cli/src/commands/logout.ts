import { defineCommand } from '../command.ts';
import { isApiToken, normalizeServer, notLoggedIn } from '../connection.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';

export const logout = defineCommand({
  name: 'logout',
  summary: 'End the session on the server and forget it here',
  async run(context) {
    const { config, output, env } = context;
    const login = await config.readLogin();
    const { server } = await config.readSettings();
    if (!login || server === undefined) throw notLoggedIn(undefined);
    const address = normalizeServer(server);
    const end = await endSession(context, address, login.access_token);
    // Whatever the server says: who logs out does not want the token to stay on this machine.
    await config.removeLogin();
    if (end === 'unreachable')
      throw new UserError(
        `The login is forgotten here, but ${address} cannot be reached: the session ends there by itself.`,
      );
    output.say(
      end === 'not-a-session'
        ? `The token is forgotten here. It stays valid at ${address} until it is revoked there.`
        : `Logged out of ${address}.`,
    );
    if (env.token !== undefined) output.say('SITECAST_TOKEN is still set.');
  },
});

/** A token that was minted lives on; only a session ends with a logout. */
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
