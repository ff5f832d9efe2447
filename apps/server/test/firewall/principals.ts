import type { Builders } from '@sitecast/api/testing';
import { signSession } from '@sitecast/auth';
import { type Ask, ask } from '../http.ts';
import type { TestServer } from '../server.ts';

export interface Caller {
  name: string;
  /** The column of `expectations.ts`. */
  column: string;
  credentials: Pick<Ask, 'bearer' | 'cookie'>;
  kind: 'anonymous' | 'token' | 'person' | 'refused';
}

/** Everybody who may come to the API, of one workspace and around it. */
export interface Everybody {
  home: { id: string };
  elsewhere: { id: string };
  admin: { id: string };
  agencyTokenId: string;
  client: Awaited<ReturnType<Builders['client']>>;
  callers: Caller[];
}

export async function createEverybody(server: TestServer, build: Builders): Promise<Everybody> {
  const [home, elsewhere] = [await build.workspace(), await build.workspace()];
  const admin = await build.user({ memberOf: [{ workspace: home, role: 'admin' }] });
  const operator = await build.user({ memberOf: [{ workspace: home, role: 'operator' }] });
  const viewer = await build.user({ memberOf: [{ workspace: home, role: 'viewer' }] });
  const stranger = await build.user({ memberOf: [{ workspace: elsewhere, role: 'admin' }] });
  const platform = await build.user({ platformRole: 'admin' });

  const callers: Caller[] = [];
  const add = (kind: Caller['kind'], column: string, credentials: Caller['credentials'], name = column) =>
    callers.push({ name, column, credentials, kind });
  for (const [name, user] of Object.entries({ viewer, operator, admin, stranger, platform }))
    add('person', name, { bearer: await build.session(user) });
  add('person', 'pat', { bearer: (await build.personalToken({ owner: operator })).token });
  const ofHome = { workspace: home, owner: admin };
  for (const scope of ['read', 'write', 'full'] as const)
    add('token', scope, { bearer: (await build.token({ ...ofHome, scope })).token });
  const agency = await build.token({ ...ofHome, scope: 'agency' });
  add('token', 'agency', { bearer: agency.token });
  add('token', 'foreign', { bearer: (await build.token({ workspace: elsewhere })).token });

  const client = await build.client({ workspace: home });
  const { session: cameIn } = await build.portalLink({ client });
  // It counts below the portal alone.
  add('anonymous', 'client', { cookie: `portal_session=${cameIn}` });
  add('anonymous', 'unknown', {}, 'nobody');
  const value = await signSession(
    server.app.key,
    { userId: admin.id, sessionId: admin.id },
    new Date(Date.now() + 1e6),
  );
  add('anonymous', 'unknown', { cookie: `portal_session=${value}` }, 'session in the portal’s cookie');
  const refused = async (name: string, bearer: string) => add('refused', 'unknown', { bearer }, name);
  const device = await build.device({ workspace: home });
  await refused('device secret', `${device.id}:${device.secret}`);
  await refused('text that is no token', 'st_garbage');
  await refused('expired token', (await build.token({ ...ofHome, expiresAt: new Date(0) })).token);
  await refused('expired session', await build.session(admin, { hours: -1 }));
  const expiredPat = { owner: operator, expiresAt: new Date(Date.now() - 1000) };
  await refused('expired personal token', (await build.personalToken(expiredPat)).token);
  const revoked = await build.token(ofHome);
  await ask(server.url, `/api/tokens/${revoked.id}`, {
    method: 'DELETE',
    ...callers.find(({ name }) => name === 'admin')!.credentials,
  });
  await refused('revoked token', revoked.token);
  const gone = await build.user({ active: false, memberOf: [{ workspace: home, role: 'operator' }] });
  await refused('token of a deactivated user', (await build.token({ workspace: home, owner: gone })).token);
  return { home, elsewhere, admin, agencyTokenId: agency.id, client, callers };
}
