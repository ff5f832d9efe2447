import { randomInt, randomUUID } from 'node:crypto';
import type { Builders } from '@sitecast/api/testing';
import { type Route, surface } from '../../src/rest/surface.ts';
import { type Ask, ask } from '../http.ts';
import type { TestServer } from '../server.ts';
import type { Everybody } from './principals.ts';

/** What requests are about: each is made anew, so that nobody's request is in the way of another's. */
export interface Made extends Everybody {
  server: TestServer;
  build: Builders;
}

/** What stands for a parameter of a path. Most are things of the first workspace, as they are built. */
const parameters: Record<string, (made: Made, path: string) => Promise<string>> = {
  device_id: async ({ build, home, server }, path) => {
    const { id: deviceId } = await build.device({ workspace: home });
    const screenshot = { takenAt: new Date(), mimeType: 'image/png', image: new Uint8Array([0x89]) };
    if (path.endsWith('/screenshot'))
      await server.app.db.deviceScreenshot.create({ data: { deviceId, ...screenshot } });
    return deviceId;
  },
  group_id: async ({ build, home }) => (await build.group({ workspace: home })).id,
  project_id: async ({ build, home }) => (await build.project({ workspace: home })).id,
  location_id: async ({ build, home, client }, path) => {
    const project = path.startsWith('/portal/')
      ? await build.project({ workspace: home, client })
      : undefined;
    return (await build.location({ workspace: home, project })).id;
  },
  client_id: async ({ build, home }) => (await build.client({ workspace: home })).id,
  file_id: async ({ build, home }) => (await build.clientFile({ workspace: home })).id,
  link_id: async ({ build, home }) => (await build.portalLink({ workspace: home })).id,
  unit_id: async ({ build, home }) => (await build.unit({ workspace: home })).id,
  alert_id: async ({ build, home }) => (await build.alert({ workspace: home })).id,
  rule_id: async ({ build, home }) => (await build.alertRule({ workspace: home })).id,
  user_id: async ({ build, home }, path) =>
    (await build.user(path.includes('/members/') ? { memberOf: [{ workspace: home, role: 'viewer' }] } : {}))
      .id,
  token_id: async ({ build, home, admin: owner }, path) => {
    if (path.startsWith('/auth/')) return (await build.personalToken({ owner })).id;
    const targets = path.endsWith('/targets') ? [await build.playlist({ workspace: home })] : undefined;
    const scope = targets ? 'agency' : 'full';
    return (await build.token({ workspace: home, owner, scope, targets })).id;
  },
  playlist_id: async ({ build, home, server, agencyTokenId: tokenId }) => {
    const { id: playlistId } = await build.playlist({ workspace: home });
    await server.app.db.apiTokenTarget.create({ data: { tokenId, playlistId } });
    return playlistId;
  },
  template_id: async (made) => madeBy(made, '/api/pip/templates', template(), 'id'),
  pip_id: async (made) => madeBy(made, '/api/pip', await overlay(made), 'pip_id'),
};

/** The bodies of those routes that need one. A PATCH without an entry gives a new name. */
const bodies: Record<string, (made: Made) => unknown> = {
  'POST /auth/token': ({ server }) => server.admin,
  'POST /auth/tokens': () => ({ name: 'Laptop' }),
  'POST /api/users': () => ({ email: `${randomUUID()}@example.com` }),
  'POST /api/users/{user_id}/set-password': () => ({ password: 'a long walk by the sea' }),
  'POST /api/members': () => ({ email: `${randomUUID()}@example.com`, role: 'viewer' }),
  'PATCH /api/members/{user_id}': () => ({ role: 'operator' }),
  'POST /api/devices/pair': async ({ server }) => {
    const code = String(randomInt(1e6)).padStart(6, '0');
    const data = { id: randomUUID(), code, secretHash: code, expiresAt: new Date(Date.now() + 60_000) };
    await server.app.db.devicePairing.create({ data });
    return { code, name: 'Lobby' };
  },
  'POST /api/devices/{device_id}/command': () => ({ type: 'identify' }),
  'POST /api/groups': async (made) => ({ name: randomUUID(), device_ids: [await one('device_id', made)] }),
  'POST /api/groups/{group_id}/devices': async (made) => ({ device_ids: [await one('device_id', made)] }),
  'POST /api/groups/{group_id}/command': () => ({ type: 'screen_off' }),
  'POST /api/pip': overlay,
  'POST /api/pip/clear': async (made) => ({ device_id: await one('device_id', made) }),
  'POST /api/pip/templates': template,
  'POST /api/projects': () => ({ name: 'Harbour' }),
  'POST /api/projects/{project_id}/locations': () => ({ name: 'Gate' }),
  'POST /api/units': () => ({ name: 'Meter', source: { kind: 'push' } }),
  'POST /api/units/{unit_id}/assign': async (made) => ({ location_id: await one('location_id', made) }),
  'POST /api/units/{unit_id}/move': async (made) => ({ location_id: await one('location_id', made) }),
  'POST /api/units/{unit_id}/frames': () => ({ frames: [{ timestamp: '2026-01-01T00:00:00Z' }] }),
  'POST /api/alert-rules': async (made) => ({ name: 'Loud', ...(await rule(made)) }),
  'POST /api/alert-rules/dry-run': rule,
  'POST /api/tokens': () => ({ name: 'CI', scope: 'read' }),
  'PUT /api/tokens/{token_id}/targets': async ({ build, home }) => ({
    playlist_ids: [(await build.playlist({ workspace: home })).id],
  }),
  'POST /api/clients': () => ({ name: 'Port Authority' }),
  'PUT /api/clients/{client_id}/password': () => ({ password: null }),
  'POST /portal/api/session': () => ({ password: 'anything' }),
  'PATCH /api/settings': () => ({ token_requests_per_minute: 600 }),
};

const HISTORY = async () => 'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z';
const queries: Record<string, (made: Made) => Promise<string>> = {
  'GET /api/audit': async () => 'scope=workspace',
  'DELETE /api/pip': async (made) => `device_id=${await one('device_id', made)}`,
  'GET /api/locations/{location_id}/history': HISTORY,
  'GET /portal/api/location/{location_id}/history': HISTORY,
  'GET /api/units/{unit_id}/history': HISTORY,
};

/** The multipart body of a file, and its type. */
export function multipart(
  name: string,
  content: string | Buffer,
  part = 'file',
): Required<Pick<Ask, 'body' | 'headers'>> {
  const boundary = `sitecast-${randomUUID()}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${part}"; filename="${name}"\r\n\r\n`;
  return {
    body: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

const uploads = new Set(
  surface
    .filter(({ accepts }) => accepts === 'file')
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`),
);

/** A request of a route that is in order, about things of the first workspace that were made for it. */
export async function requestOf(
  route: string,
  made: Made,
): Promise<{ path: string } & Pick<Ask, 'json' | 'body' | 'headers'>> {
  const [method, template] = route.split(' ') as [string, string];
  const values = new Map<string, string>();
  for (const [, name] of template.matchAll(/\{(\w+)\}/g)) values.set(name!, await one(name!, made, template));
  await connect(values, made);
  const query = await queries[route]?.(made);
  const json = bodies[route] ? await bodies[route](made) : undefined;
  return {
    path: template.replaceAll(/\{(\w+)\}/g, (_, name) => values.get(name)!) + (query ? `?${query}` : ''),
    ...(uploads.has(route) ? multipart('plan.txt', randomUUID()) : {}),
    json: json ?? (method === 'PATCH' ? { name: randomUUID().slice(1) } : undefined),
  };
}

/** Somebody who may do what the route is for. */
export function callerFor({ path, audience }: Pick<Route, 'path' | 'audience'>, { callers }: Everybody) {
  const isForPlatform = /^\/auth\/admin|^\/api\/(users|settings)/.test(path);
  if (audience === 'portal') return callers.find((caller) => caller.column === 'client')!.credentials;
  const name = audience === 'agency' ? 'agency' : isForPlatform ? 'platform' : 'admin';
  return callers.find((caller) => caller.name === name)!.credentials;
}

/** What is named below something belongs to it: a screen to its group, a link to the project's client, a file to its client. */
async function connect(values: Map<string, string>, { server }: Made): Promise<void> {
  const [groupId, deviceId] = [values.get('group_id'), values.get('device_id')];
  const [clientId, id] = [values.get('client_id'), values.get('file_id')];
  if (clientId && id) await server.app.db.clientFile.update({ where: { id }, data: { clientId } });
  const [projectId, linkId] = [values.get('project_id'), values.get('link_id')];
  if (projectId && linkId)
    await server.app.db.project.update({
      where: { id: projectId },
      data: {
        client: {
          connect: {
            id: (await server.app.db.portalLink.findUniqueOrThrow({ where: { id: linkId } })).clientId,
          },
        },
      },
    });
  if (groupId && deviceId) await server.app.db.deviceGroupMember.create({ data: { groupId, deviceId } });
}

async function one(parameter: string, made: Made, path = ''): Promise<string> {
  const make = parameters[parameter];
  if (!make) throw new Error(`There is nothing to stand for {${parameter}}`);
  return make(made, path);
}

async function madeBy(
  { server, callers }: Made,
  path: string,
  json: unknown,
  field: string,
): Promise<string> {
  const { credentials } = callers.find(({ name }) => name === 'admin')!;
  return String((await ask(server.url, path, { ...credentials, json })).json()[field]);
}

function template() {
  return { name: randomUUID().slice(1), payload: { type: 'web', uri: 'https://example.com/{level}' } };
}

async function overlay(made: Made) {
  return { device_id: await one('device_id', made), type: 'web', uri: 'https://example.com' };
}

async function rule(made: Made) {
  const condition = { kind: 'level', metric: 'lp', threshold: 70 };
  return { location_id: await one('location_id', made), condition };
}
