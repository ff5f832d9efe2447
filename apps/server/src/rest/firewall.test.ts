import { randomUUID } from 'node:crypto';
import { createBuilders } from '@sitecast/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing.ts';
import { ask } from '../testing-http.ts';
import { procedures } from './procedures.ts';
import { surface, trpcOnly } from './surface.ts';

/**
 * What everybody gets at every route when his request is in order and about things of one workspace. `admin`,
 * `operator`, `viewer` are its members, `stranger` is an admin of another one, `nobody` is a platform admin without
 * any; `read`, `write` and `full` are its tokens, `foreign` is a token of another one. A new route without a row fails.
 */
const firewall = `
                                              anonymous garbage expired revoked  admin operator viewer  stranger nobody  read write full foreign
  GET    /api/health                                200     200     200     200    200      200    200       200    200   200   200  200     200
  POST   /auth/token                                200     200     200     200    200      200    200       200    200   200   200  200     200
  GET    /auth/me                                   401     401     401     401    200      200    200       200    200   401   401  401     401
  GET    /auth/tokens                               401     401     401     401    200      200    200       200    200   401   401  401     401
  POST   /auth/tokens                               401     401     401     401    201      201    201       201    201   401   401  401     401
  GET    /auth/tokens/{token_id}                    401     401     401     401    200      404    404       404    404   401   401  401     401
  DELETE /auth/tokens/{token_id}                    401     401     401     401    204      404    404       404    404   401   401  401     401
  POST   /auth/tokens/{token_id}/rotate             401     401     401     401    201      404    404       404    404   401   401  401     401
  GET    /auth/admin/tokens                         401     401     401     401    403      403    403       403    200   401   401  401     401
  DELETE /auth/admin/tokens/{token_id}              401     401     401     401    403      403    403       403    204   401   401  401     401
  GET    /api/users                                 401     401     401     401    403      403    403       403    200   401   401  401     401
  POST   /api/users                                 401     401     401     401    403      403    403       403    201   401   401  401     401
  GET    /api/users/{user_id}                       401     401     401     401    403      403    403       403    200   401   401  401     401
  PATCH  /api/users/{user_id}                       401     401     401     401    403      403    403       403    200   401   401  401     401
  DELETE /api/users/{user_id}                       401     401     401     401    403      403    403       403    204   401   401  401     401
  POST   /api/users/{user_id}/activate              401     401     401     401    403      403    403       403    200   401   401  401     401
  POST   /api/users/{user_id}/deactivate            401     401     401     401    403      403    403       403    200   401   401  401     401
  POST   /api/users/{user_id}/reset-password        401     401     401     401    403      403    403       403    200   401   401  401     401
  POST   /api/users/{user_id}/set-password          401     401     401     401    403      403    403       403    204   401   401  401     401
  GET    /api/workspaces                            401     401     401     401    200      200    200       200    200   401   401  401     401
  GET    /api/members                               401     401     401     401    200      200    200       200    403   401   401  401     401
  POST   /api/members                               401     401     401     401    201      403    403       201    403   401   401  401     401
  PATCH  /api/members/{user_id}                     401     401     401     401    200      403    403       404    403   401   401  401     401
  DELETE /api/members/{user_id}                     401     401     401     401    204      403    403       404    403   401   401  401     401
  GET    /api/audit                                 401     401     401     401    200      403    403       200    403   401   401  401     401
  GET    /api/devices                               401     401     401     401    200      200    200       200    403   200   200  200     200
  POST   /api/devices/pair                          401     401     401     401    201      201    403       201    403   403   201  201     201
  GET    /api/devices/{device_id}                   401     401     401     401    200      200    200       404    403   200   200  200     404
  PATCH  /api/devices/{device_id}                   401     401     401     401    200      200    403       404    403   403   200  200     404
  DELETE /api/devices/{device_id}                   401     401     401     401    204      204    403       404    403   403   204  204     404
  GET    /api/devices/{device_id}/logs              401     401     401     401    200      200    200       404    403   200   200  200     404
  POST   /api/devices/{device_id}/command           401     401     401     401    200      200    403       404    403   403   403  200     404
  GET    /api/devices/{device_id}/commands          401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/devices/{device_id}/screenshot        401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/groups                                401     401     401     401    200      200    200       200    403   200   200  200     200
  POST   /api/groups                                401     401     401     401    201      201    403       404    403   403   201  201     404
  GET    /api/groups/{group_id}                     401     401     401     401    200      200    200       404    403   200   200  200     404
  PATCH  /api/groups/{group_id}                     401     401     401     401    200      200    403       404    403   403   200  200     404
  DELETE /api/groups/{group_id}                     401     401     401     401    204      204    403       404    403   403   204  204     404
  POST   /api/groups/{group_id}/devices             401     401     401     401    200      200    403       404    403   403   200  200     404
  DELETE /api/groups/{group_id}/devices/{device_id} 401     401     401     401    204      204    403       404    403   403   204  204     404
  POST   /api/groups/{group_id}/command             401     401     401     401    200      200    403       404    403   403   403  200     404
  GET    /api/pip                                   401     401     401     401    200      200    200       200    403   200   200  200     200
  POST   /api/pip                                   401     401     401     401    200      200    403       404    403   403   403  200     404
  DELETE /api/pip                                   401     401     401     401    200      200    403       404    403   403   403  200     404
  POST   /api/pip/clear                             401     401     401     401    200      200    403       404    403   403   403  200     404
  GET    /api/pip/templates                         401     401     401     401    200      200    200       200    403   200   200  200     200
  POST   /api/pip/templates                         401     401     401     401    201      201    403       201    403   403   403  201     201
  GET    /api/pip/templates/{template_id}           401     401     401     401    200      200    200       404    403   200   200  200     404
  PATCH  /api/pip/templates/{template_id}           401     401     401     401    200      200    403       404    403   403   403  200     404
  DELETE /api/pip/templates/{template_id}           401     401     401     401    204      204    403       404    403   403   403  204     404
  GET    /api/pip/{pip_id}                          401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/events                                401     401     401     401    200      200    200       200    403   200   200  200     200
  GET    /api/projects                              401     401     401     401    200      200    200       200    403   200   200  200     200
  POST   /api/projects                              401     401     401     401    201      201    403       201    403   403   201  201     201
  GET    /api/projects/{project_id}                 401     401     401     401    200      200    200       404    403   200   200  200     404
  PATCH  /api/projects/{project_id}                 401     401     401     401    200      200    403       404    403   403   200  200     404
  DELETE /api/projects/{project_id}                 401     401     401     401    204      204    403       404    403   403   204  204     404
  GET    /api/projects/{project_id}/locations       401     401     401     401    200      200    200       404    403   200   200  200     404
  POST   /api/projects/{project_id}/locations       401     401     401     401    201      201    403       404    403   403   201  201     404
  GET    /api/locations/{location_id}               401     401     401     401    200      200    200       404    403   200   200  200     404
  PATCH  /api/locations/{location_id}               401     401     401     401    200      200    403       404    403   403   200  200     404
  DELETE /api/locations/{location_id}               401     401     401     401    204      204    403       404    403   403   204  204     404
  GET    /api/locations/{location_id}/history       401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/locations/{location_id}/levels        401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/locations/{location_id}/assignments   401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/units                                 401     401     401     401    200      200    200       200    403   200   200  200     200
  POST   /api/units                                 401     401     401     401    201      201    403       201    403   403   201  201     201
  GET    /api/units/{unit_id}                       401     401     401     401    200      200    200       404    403   200   200  200     404
  PATCH  /api/units/{unit_id}                       401     401     401     401    200      200    403       404    403   403   200  200     404
  DELETE /api/units/{unit_id}                       401     401     401     401    204      204    403       404    403   403   204  204     404
  POST   /api/units/{unit_id}/assign                401     401     401     401    200      200    403       404    403   403   200  200     404
  POST   /api/units/{unit_id}/move                  401     401     401     401    200      200    403       404    403   403   200  200     404
  POST   /api/units/{unit_id}/unassign              401     401     401     401    200      200    403       404    403   403   200  200     404
  GET    /api/units/{unit_id}/assignments           401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/units/{unit_id}/status                401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/units/{unit_id}/history               401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/units/{unit_id}/log                   401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/units/{unit_id}/frames                401     401     401     401    200      200    200       404    403   200   200  200     404
  POST   /api/units/{unit_id}/frames                401     401     401     401    200      200    403       404    403   403   200  200     404
  POST   /api/units/{unit_id}/start                 401     401     401     401    409      409    403       404    403   403   403  409     404
  POST   /api/units/{unit_id}/stop                  401     401     401     401    409      409    403       404    403   403   403  409     404
  GET    /api/clients                               401     401     401     401    200      200    200       200    403   401   401  401     401
  POST   /api/clients                               401     401     401     401    201      201    403       201    403   401   401  401     401
  GET    /api/clients/{client_id}                   401     401     401     401    200      200    200       404    403   401   401  401     401
  PATCH  /api/clients/{client_id}                   401     401     401     401    200      200    403       404    403   401   401  401     401
  PUT    /api/clients/{client_id}/password          401     401     401     401    200      200    403       404    403   401   401  401     401
  GET    /api/branding                              401     401     401     401    200      200    200       200    403   401   401  401     401
  PATCH  /api/branding                              401     401     401     401    200      403    403       200    403   401   401  401     401
  POST   /api/projects/{project_id}/portal-link     401     401     401     401    201      201    403       404    403   401   401  401     401
  GET    /api/projects/{project_id}/portal-links    401     401     401     401    200      200    200       404    403   401   401  401     401
  POST   /api/projects/{project_id}/portal-link/{link_id}/revoke 401     401     401     401    200      200    403       404    403   401   401  401     401
  GET    /portal/api/session                        401     401     401     401    401      401    401       401    401   401   401  401     401
  POST   /portal/api/session                        401     401     401     401    401      401    401       401    401   401   401  401     401
  POST   /portal/api/leave                          401     401     401     401    401      401    401       401    401   401   401  401     401
  GET    /portal/api/overview                       401     401     401     401    401      401    401       401    401   401   401  401     401
  GET    /portal/api/location/{location_id}         401     401     401     401    401      401    401       401    401   401   401  401     401
  GET    /portal/api/location/{location_id}/recent  401     401     401     401    401      401    401       401    401   401   401  401     401
  GET    /portal/api/location/{location_id}/history 401     401     401     401    401      401    401       401    401   401   401  401     401
  GET    /portal/api/location/{location_id}/alerts  401     401     401     401    401      401    401       401    401   401   401  401     401
  GET    /api/alerts                                401     401     401     401    200      200    200       200    403   200   200  200     200
  GET    /api/alerts/{alert_id}                     401     401     401     401    200      200    200       404    403   200   200  200     404
  POST   /api/alerts/{alert_id}/acknowledge         401     401     401     401    200      200    403       404    403   403   200  200     404
  GET    /api/alert-rules                           401     401     401     401    200      200    200       200    403   200   200  200     200
  POST   /api/alert-rules                           401     401     401     401    201      201    403       404    403   403   403  201     404
  POST   /api/alert-rules/dry-run                   401     401     401     401    200      200    200       404    403   200   200  200     404
  GET    /api/alert-rules/{rule_id}                 401     401     401     401    200      200    200       404    403   200   200  200     404
  PATCH  /api/alert-rules/{rule_id}                 401     401     401     401    200      200    403       404    403   403   403  200     404
  DELETE /api/alert-rules/{rule_id}                 401     401     401     401    204      204    403       404    403   403   403  204     404
  GET    /api/tokens                                401     401     401     401    200      200    200       200    403   401   401  401     401
  POST   /api/tokens                                401     401     401     401    201      201    201       201    403   401   401  401     401
  DELETE /api/tokens/{token_id}                     401     401     401     401    204      404    404       404    403   401   401  401     401
  PUT    /api/tokens/{token_id}/targets              401     401     401     401    200      404    404       404    403   401   401  401     401
  POST   /api/tokens/{token_id}/rotate               401     401     401     401    201      404    404       404    403   401   401  401     401
  GET    /api/playlists                              401     401     401     401    200      200    200       200    403   200   200  200     200
  GET    /api/agency/playlists                       401     401     401     401    403      403    403       403    403   403   403  403     403
  GET    /api/agency/playlists/{playlist_id}         401     401     401     401    403      403    403       403    403   403   403  403     403
  GET    /api/settings                               401     401     401     401    403      403    403       403    200   401   401  401     401
  PATCH  /api/settings                               401     401     401     401    403      403    403       403    200   401   401  401     401
`;

const [columns, ...lines] = firewall
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const rows = lines.map(([method, path, ...statuses]) => ({
  route: `${method} ${path}`,
  statuses: Object.fromEntries(columns!.map((who, i) => [who, Number(statuses[i])])),
}));
const routes = surface.map((route) => ({ ...route, name: `${route.method.toUpperCase()} ${route.path}` }));

test('every route has its row, and every row its route', () => {
  expect(rows.map(({ route }) => route).sort()).toEqual(routes.map(({ name }) => name).sort());
});

test('every procedure is on this surface, or named as one that is not', () => {
  const routed = new Set(surface.map(({ procedure }) => procedure));
  const missing = [...procedures.keys()].filter((path) => !routed.has(path));
  expect(missing.sort()).toEqual([...trpcOnly].sort());
});

test('a door for everybody leads to nothing but public procedures, a public one to no procedure for people', () => {
  for (const { name, surface: door, procedure } of routes) {
    const { access } = procedures.get(procedure)!;
    expect(access === 'public', name).toBe(door === 'open');
    const isForTokens = access.startsWith('workspace:') && access !== 'workspace:manage';
    expect(isForTokens, name).toBe(door === 'public');
    expect(access.startsWith('agency'), name).toBe(door === 'agency');
    expect(access.startsWith('portal'), name).toBe(door === 'portal');
    expect(name.includes(' /portal/'), name).toBe(door === 'portal');
  }
});

describe('everybody at every route', () => {
  let server: TestServer;
  let build: ReturnType<typeof createBuilders>;
  let home: { id: string };
  let adminId: string;
  const bearers: Record<string, string | undefined> = {};

  beforeAll(async () => {
    server = await startTestServer();
    build = createBuilders(server.app);
    home = await build.workspace();
    const elsewhere = await build.workspace();
    for (const role of ['admin', 'operator', 'viewer'] as const) {
      const user = await build.user({ memberOf: [{ workspace: home, role }] });
      if (role === 'admin') adminId = user.id;
      bearers[role] = await build.session(user);
    }
    const owner = { id: adminId };
    for (const scope of ['read', 'write', 'full'] as const)
      bearers[scope] = (await build.token({ workspace: home, owner, scope })).token;
    bearers.foreign = (await build.token({ workspace: elsewhere })).token;
    bearers.stranger = await build.session(
      await build.user({ memberOf: [{ workspace: elsewhere, role: 'admin' }] }),
    );
    bearers.nobody = await build.session(await build.user({ platformRole: 'admin' }));
    bearers.garbage = 'st_garbage';
    bearers.expired = (await build.token({ workspace: home, owner, expiresAt: new Date(0) })).token;
    const revoked = await build.token({ workspace: home, owner });
    bearers.revoked = revoked.token;
    await ask(server.url, `/api/tokens/${revoked.id}`, { method: 'DELETE', bearer: bearers.admin });
  });
  afterAll(() => server.close());

  /** A request that is in order, about things that were made for it. */
  async function prepare(name: string): Promise<{ path?: string; json?: unknown }> {
    const device = async () => (await build.device({ workspace: home })).id;
    const user = async () => (await build.user()).id;
    const rule = async () => ({
      name: 'Loud',
      location_id: (await build.location({ workspace: home })).id,
      condition: { kind: 'level', metric: 'lp', threshold: 70 },
    });
    const template = () => ({
      name: randomUUID().slice(1),
      payload: { type: 'web', uri: 'https://example.com/{level}' },
    });
    const overlay = async () => ({ device_id: await device(), type: 'web', uri: 'https://example.com' });
    switch (name) {
      case 'POST /auth/token':
        return { json: server.admin };
      case 'POST /api/users':
        return { json: { email: `${randomUUID()}@example.com` } };
      case 'PATCH /api/users/{user_id}':
        return { path: `/api/users/${await user()}`, json: { name: 'Ada' } };
      case 'POST /api/users/{user_id}/set-password':
        return {
          path: `/api/users/${await user()}/set-password`,
          json: { password: 'a long walk by the sea' },
        };
      case 'GET /api/users/{user_id}':
      case 'DELETE /api/users/{user_id}':
      case 'POST /api/users/{user_id}/activate':
      case 'POST /api/users/{user_id}/deactivate':
      case 'POST /api/users/{user_id}/reset-password':
        return { path: name.split(' ')[1]!.replace('{user_id}', await user()) };
      case 'POST /api/devices/pair': {
        const code = String(Math.floor(Math.random() * 1e6)).padStart(6, '0');
        const expiresAt = new Date(Date.now() + 60_000);
        await server.app.db.devicePairing.create({
          data: { id: code, code, secretHash: code, expiresAt },
        });
        return { json: { code, name: 'Lobby' } };
      }
      case 'PATCH /api/devices/{device_id}':
        return { path: `/api/devices/${await device()}`, json: { name: 'Hall' } };
      case 'GET /api/devices/{device_id}':
      case 'DELETE /api/devices/{device_id}':
        return { path: `/api/devices/${await device()}` };
      case 'GET /api/devices/{device_id}/logs':
      case 'GET /api/devices/{device_id}/commands':
        return { path: name.split(' ')[1]!.replace('{device_id}', await device()) };
      case 'GET /api/devices/{device_id}/screenshot': {
        const deviceId = await device();
        await server.app.db.deviceScreenshot.create({
          data: { deviceId, takenAt: new Date(), mimeType: 'image/png', image: new Uint8Array([0x89]) },
        });
        return { path: `/api/devices/${deviceId}/screenshot` };
      }
      case 'POST /api/devices/{device_id}/command':
        return { path: `/api/devices/${await device()}/command`, json: { type: 'identify' } };
      case 'POST /api/groups':
        return { json: { name: randomUUID(), device_ids: [await device()] } };
      case 'GET /api/groups/{group_id}':
      case 'DELETE /api/groups/{group_id}':
        return { path: `/api/groups/${(await build.group({ workspace: home })).id}` };
      case 'PATCH /api/groups/{group_id}':
        return {
          path: `/api/groups/${(await build.group({ workspace: home })).id}`,
          json: { device_ids: [] },
        };
      case 'POST /api/groups/{group_id}/devices':
        return {
          path: `/api/groups/${(await build.group({ workspace: home })).id}/devices`,
          json: { device_ids: [await device()] },
        };
      case 'DELETE /api/groups/{group_id}/devices/{device_id}': {
        const member = await build.device({ workspace: home });
        const { id } = await build.group({ workspace: home, devices: [member] });
        return { path: `/api/groups/${id}/devices/${member.id}` };
      }
      case 'POST /api/groups/{group_id}/command':
        return {
          path: `/api/groups/${(await build.group({ workspace: home })).id}/command`,
          json: { type: 'screen_off' },
        };
      case 'POST /api/pip':
        return { json: await overlay() };
      case 'DELETE /api/pip':
        return { path: `/api/pip?device_id=${await device()}` };
      case 'POST /api/pip/clear':
        return { json: { device_id: await device() } };
      case 'GET /api/pip/{pip_id}': {
        const shown = await ask(server.url, '/api/pip', { bearer: bearers.full, json: await overlay() });
        return { path: `/api/pip/${shown.json().pip_id}` };
      }
      case 'POST /api/pip/templates':
        return { json: template() };
      case 'GET /api/pip/templates/{template_id}':
      case 'PATCH /api/pip/templates/{template_id}':
      case 'DELETE /api/pip/templates/{template_id}': {
        const saved = await ask(server.url, '/api/pip/templates', { bearer: bearers.full, json: template() });
        return {
          path: `/api/pip/templates/${saved.json().id}`,
          json: name.startsWith('P') ? { name: randomUUID().slice(1) } : undefined,
        };
      }
      case 'POST /api/alert-rules':
        return { json: await rule() };
      case 'POST /api/alert-rules/dry-run': {
        const { name: _, ...dryRun } = await rule();
        return { json: dryRun };
      }
      case 'GET /api/alert-rules/{rule_id}':
      case 'PATCH /api/alert-rules/{rule_id}':
      case 'DELETE /api/alert-rules/{rule_id}': {
        const made = await ask(server.url, '/api/alert-rules', { bearer: bearers.full, json: await rule() });
        return {
          path: `/api/alert-rules/${made.json().id}`,
          json: name.startsWith('P') ? { enabled: false } : undefined,
        };
      }
      case 'GET /api/alerts/{alert_id}':
      case 'POST /api/alerts/{alert_id}/acknowledge': {
        const { id } = await build.alert({ workspace: home });
        return { path: name.split(' ')[1]!.replace('{alert_id}', id) };
      }
      case 'POST /api/projects':
        return { json: { name: 'Harbour' } };
      case 'POST /api/units':
        return { json: { name: 'Meter', source: { kind: 'push' } } };
      case 'POST /auth/tokens':
        return { json: { name: 'Laptop' } };
      case 'GET /auth/tokens/{token_id}':
      case 'DELETE /auth/tokens/{token_id}':
      case 'POST /auth/tokens/{token_id}/rotate':
      case 'DELETE /auth/admin/tokens/{token_id}': {
        const { id } = await build.personalToken({ owner: { id: adminId } });
        return { path: name.split(' ')[1]!.replace('{token_id}', id) };
      }
      case 'POST /api/members':
        return { json: { email: `${randomUUID()}@example.com`, role: 'viewer' } };
      case 'PATCH /api/members/{user_id}':
      case 'DELETE /api/members/{user_id}': {
        const member = await build.user({ memberOf: [{ workspace: home, role: 'viewer' }] });
        return {
          path: `/api/members/${member.id}`,
          json: name.startsWith('P') ? { role: 'operator' } : undefined,
        };
      }
      case 'GET /api/audit':
        return { path: '/api/audit?scope=workspace' };
      case 'POST /api/tokens':
        return { json: { name: 'CI', scope: 'read' } };
      case 'DELETE /api/tokens/{token_id}': {
        const { id } = await build.token({ workspace: home, owner: { id: adminId } });
        return { path: `/api/tokens/${id}` };
      }
      case 'PUT /api/tokens/{token_id}/targets': {
        const playlist = await build.playlist({ workspace: home });
        const owner = { id: adminId };
        const { id } = await build.token({ workspace: home, owner, scope: 'agency', targets: [playlist] });
        return { path: `/api/tokens/${id}/targets`, json: { playlist_ids: [playlist.id] } };
      }
      case 'POST /api/tokens/{token_id}/rotate': {
        const { id } = await build.token({ workspace: home, owner: { id: adminId } });
        return { path: `/api/tokens/${id}/rotate` };
      }
      case 'GET /api/agency/playlists/{playlist_id}':
        return { path: `/api/agency/playlists/${(await build.playlist({ workspace: home })).id}` };
      case 'PATCH /api/settings':
        return { json: { token_requests_per_minute: 600 } };
      case 'POST /api/clients':
        return { json: { name: 'Port Authority' } };
      case 'GET /api/clients/{client_id}':
        return { path: `/api/clients/${(await build.client({ workspace: home })).id}` };
      case 'PATCH /api/clients/{client_id}':
        return {
          path: `/api/clients/${(await build.client({ workspace: home })).id}`,
          json: { name: 'Port Authority' },
        };
      case 'PUT /api/clients/{client_id}/password':
        return {
          path: `/api/clients/${(await build.client({ workspace: home })).id}/password`,
          json: { password: null },
        };
      case 'PATCH /api/branding':
        return { json: { accent: '#0f766e' } };
      case 'POST /api/projects/{project_id}/portal-link/{link_id}/revoke': {
        const client = await build.client({ workspace: home });
        const project = await build.project({ workspace: home, client });
        const link = await build.portalLink({ client });
        return { path: `/api/projects/${project.id}/portal-link/${link.id}/revoke` };
      }
      default:
        return prepareSite(name);
    }
  }

  /** The same, of routes below a project, a location or a meter. */
  async function prepareSite(name: string): Promise<{ path?: string; json?: unknown }> {
    const [method, path = ''] = name.split(' ');
    const kind = /\{(project|location|unit)_id\}/.exec(path)?.[1] as
      | 'project'
      | 'location'
      | 'unit'
      | undefined;
    if (!kind) return {};
    const { id } = await build[kind]({ workspace: home });
    const [, last] = /\}\/?([\w-]*)$/.exec(path)!;
    const location = async () => ({ location_id: (await build.location({ workspace: home })).id });
    const json: Record<string, () => unknown> = {
      locations: () => ({ name: 'Gate' }),
      assign: location,
      move: location,
      frames: () => ({ frames: [{ timestamp: '2026-01-01T00:00:00Z' }] }),
    };
    const body =
      method === 'PATCH' ? { name: 'Other' } : method === 'POST' ? await json[last!]?.() : undefined;
    const query = last === 'history' ? '?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z' : '';
    return { path: path.replace(/\{\w+\}/, id) + query, json: body };
  }

  test.each(routes)('$name', async ({ name, method, path, surface: door }) => {
    const { statuses } = rows.find(({ route }) => route === name)!;
    const answers: Record<string, number> = {};
    for (const who of columns!) {
      const prepared = await prepare(name);
      const answer = await ask(server.url, prepared.path ?? path, {
        method: method.toUpperCase(),
        json: prepared.json,
        bearer: bearers[who],
      });
      answers[who] = answer.status;
      if (answer.status === 204) expect(answer.text).toBe('');
      if (answer.status < 400) continue;
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.json()).toMatchObject({ type: 'about:blank', status: answer.status });
      const isScope = answer.json().code === 'INSUFFICIENT_SCOPE';
      expect(isScope).toBe(answer.status === 403 && ['read', 'write', 'full', 'foreign'].includes(who));
      expect(answer.headers['www-authenticate'], `${who} at ${name}`).toBe(
        isScope
          ? 'Bearer realm="Sitecast", error="insufficient_scope"'
          : answer.status !== 401
            ? undefined
            : who === 'anonymous' || door === 'portal'
              ? 'Bearer realm="Sitecast"'
              : 'Bearer realm="Sitecast", error="invalid_token"',
      );
    }
    expect(answers).toEqual(statuses);
  });

  test('a workspace that is not the caller’s is not found, whichever way it is named', async () => {
    for (const bearer of [bearers.stranger, bearers.nobody]) {
      const byHeader = { bearer, headers: { 'x-workspace-id': home.id } };
      expect(await ask(server.url, '/api/devices', byHeader)).toMatchObject({ status: 404 });
      expect(await ask(server.url, `/api/devices?workspace_id=${home.id}`, { bearer })).toMatchObject({
        status: 404,
      });
    }
    const { foreign: bearer } = bearers;
    const hinted = await ask(server.url, `/api/devices?workspace_id=${home.id}`, { bearer });
    expect(hinted.json()).toEqual((await ask(server.url, '/api/devices', { bearer })).json());
  });

  test('the owner of a token who loses his membership takes it with him', async () => {
    const owner = await build.user({ memberOf: [{ workspace: home, role: 'admin' }] });
    const { token } = await build.token({ workspace: home, owner });
    expect(await ask(server.url, '/api/devices', { bearer: token })).toMatchObject({ status: 200 });
    await server.app.db.user.update({ where: { id: owner.id }, data: { active: false } });
    server.app.revocations.revoke({ kind: 'user', id: owner.id });
    expect(await ask(server.url, '/api/devices', { bearer: token })).toMatchObject({ status: 401 });
  });
});
