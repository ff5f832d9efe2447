import type { Me } from '@sitecast/api/people/session/schema';
import { type Connection, isApiToken } from './connection.ts';

/** Whom the server takes us for. An API token is nobody's login: all that is known is that it works. */
export type Identity = ({ kind: 'user' } & Me) | { kind: 'api_token'; prefix: string };

/** Asks the server. Throws its refusal when the token is not valid. */
export async function identify({ api, token }: Connection): Promise<Identity> {
  if (token === null || !isApiToken(token)) return { kind: 'user', ...(await api.session.me.query()) };
  // The lightest call that every scope may make.
  await api.devices.list.query({ limit: 1 });
  return { kind: 'api_token', prefix: token.slice(0, 11) };
}
