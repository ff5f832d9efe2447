import type { Me } from '@sitecast/api/people/session/schema';
import { type Connection, isApiToken } from './connection.ts';

/** The identity behind a token. Of an API token only its validity is known. */
export type Identity = ({ kind: 'user' } & Me) | { kind: 'api_token'; prefix: string };

/** Queries the identity from the server. @throws the server's error if the token is not valid */
export async function identify({ api, token }: Connection): Promise<Identity> {
  if (token === null || !isApiToken(token)) return { kind: 'user', ...(await api.session.me.query()) };
  // The cheapest call that every scope allows.
  await api.devices.list.query({ limit: 1 });
  return { kind: 'api_token', prefix: token.slice(0, 11) };
}
