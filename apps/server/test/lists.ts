import { randomUUID } from 'node:crypto';
import { procedures } from '../src/rest/procedures.ts';
import { type Route, surface } from '../src/rest/surface.ts';
import type { Made } from './firewall/requests.ts';
import { ask } from './http.ts';

/** How a list is filled for a test. */
interface ListKind {
  /** What the list is of: the values of its path's parameters. */
  parent?: (made: Made) => Promise<Record<string, string>>;
  /** Adds a row and answers what it is called in the list. */
  add(made: Made, parent: Record<string, string>, id: () => string): Promise<string>;
  /** Where its rows are kept. */
  table: string;
  /** The field that it is called by, where that is not `id`. */
  key?: string;
}

/** Every route that answers with pages. */
export const listRoutes: Route[] = surface.filter(({ procedure }) => {
  const output = procedures.get(procedure)!.output as { shape?: Record<string, unknown> } | null;
  return output?.shape !== undefined && 'items' in output.shape && 'nextCursor' in output.shape;
});

const idOf = async (row: Promise<{ id: string }>) => (await row).id;
const personalToken: ListKind = {
  add: ({ build, admin: owner }) => idOf(build.personalToken({ owner })),
  table: 'personalAccessToken',
};
const aDevice = async ({ build, home }: Made) => ({
  device_id: await idOf(build.device({ workspace: home })),
});
const aUnit = async ({ build, home }: Made) => ({ unit_id: await idOf(build.unit({ workspace: home })) });
const aLocation = async ({ build, home }: Made) => ({
  location_id: await idOf(build.location({ workspace: home })),
});
const past = { assignedFrom: new Date(0), assignedUntil: new Date(1) };

/** By the path of the list. A new list is entered here, or the test fails. */
export const listKinds: Record<string, ListKind> = {
  '/auth/tokens': personalToken,
  '/auth/admin/tokens': personalToken,
  '/api/users': { add: ({ build }) => idOf(build.user()), table: 'user' },
  '/api/workspaces': {
    async add({ build, server, admin }) {
      const { id: workspaceId } = await build.workspace();
      await server.app.db.workspaceMember.create({ data: { workspaceId, userId: admin.id, role: 'viewer' } });
      // The list goes by memberships, which are kept for a moment with who asks.
      server.app.revocations.revoke({ kind: 'user', id: admin.id });
      return workspaceId;
    },
    table: 'workspace',
  },
  '/api/members': {
    add: ({ build, home: workspace }) => idOf(build.user({ memberOf: [{ workspace, role: 'viewer' }] })),
    table: 'user',
    key: 'user_id',
  },
  '/api/audit': {
    async add({ server, home, admin }, _, id) {
      const actor = { actorKind: 'user', actorId: admin.id, actorLabel: 'a@example.com' };
      const data = { id: id(), ...actor, action: 'pip.show', resourceKind: 'pip', workspaceId: home.id };
      return idOf(server.app.db.auditEvent.create({ data }));
    },
    table: 'auditEvent',
  },
  '/api/devices': { add: ({ build, home }) => idOf(build.device({ workspace: home })), table: 'device' },
  '/api/devices/{device_id}/logs': {
    parent: aDevice,
    add({ server }, { device_id: deviceId }, id) {
      const data = { id: id(), deviceId: deviceId!, at: new Date(), level: 'info', tag: 'x', message: 'x' };
      return idOf(server.app.db.deviceLog.create({ data }));
    },
    table: 'deviceLog',
  },
  '/api/devices/{device_id}/commands': {
    parent: aDevice,
    add({ server }, { device_id: deviceId }, id) {
      const command = { type: 'identify', status: 'done', at: new Date(), createdByLabel: 'x' };
      return idOf(
        server.app.db.deviceCommand.create({ data: { id: id(), deviceId: deviceId!, ...command } }),
      );
    },
    table: 'deviceCommand',
  },
  '/api/groups': { add: ({ build, home }) => idOf(build.group({ workspace: home })), table: 'deviceGroup' },
  '/api/pip': {
    async add(made) {
      const { device_id } = await aDevice(made);
      return post(made, '/api/pip', { device_id, type: 'web', uri: 'https://example.com' }, 'pip_id');
    },
    table: 'overlay',
    key: 'pip_id',
  },
  '/api/pip/templates': {
    add: (made) => {
      const payload = { type: 'web', uri: 'https://example.com' };
      return post(made, '/api/pip/templates', { name: randomUUID().slice(1), payload }, 'id');
    },
    table: 'overlayTemplate',
  },
  '/api/projects': { add: ({ build, home }) => idOf(build.project({ workspace: home })), table: 'project' },
  '/api/projects/{project_id}/locations': {
    parent: async ({ build, home }) => ({ project_id: await idOf(build.project({ workspace: home })) }),
    add: ({ build }, { project_id: id }) => idOf(build.location({ project: { id: id! } })),
    table: 'location',
  },
  '/api/locations/{location_id}/assignments': {
    parent: aLocation,
    async add(made, { location_id: locationId }, id) {
      const { unit_id: unitId } = await aUnit(made);
      const data = { id: id(), locationId: locationId!, unitId, ...past };
      return idOf(made.server.app.db.unitAssignment.create({ data }));
    },
    table: 'unitAssignment',
  },
  '/api/clients': { add: ({ build, home }) => idOf(build.client({ workspace: home })), table: 'client' },
  '/api/clients/{client_id}/files': {
    parent: async ({ build, home }) => ({ client_id: await idOf(build.client({ workspace: home })) }),
    add: ({ build }, { client_id: id }) => idOf(build.clientFile({ client: { id: id! } })),
    table: 'clientFile',
  },
  '/api/projects/{project_id}/portal-links': {
    async parent({ build, home: workspace }) {
      const client = await build.client({ workspace });
      return { project_id: await idOf(build.project({ client })), client_id: client.id };
    },
    add: ({ build }, { client_id: id }) => idOf(build.portalLink({ client: { id: id! } })),
    table: 'portalLink',
  },
  '/portal/api/location/{location_id}/alerts': {
    parent: async ({ build, client }) => {
      const project = await build.project({ client });
      return { location_id: await idOf(build.location({ project })), project_id: project.id };
    },
    add({ build }, { location_id, project_id }) {
      const location = { id: location_id!, name: '', projectId: project_id! };
      return idOf(build.alert({ location, inPortal: true }));
    },
    table: 'alertEvent',
  },
  '/api/units': { add: ({ build, home }) => idOf(build.unit({ workspace: home })), table: 'unit' },
  '/api/units/{unit_id}/assignments': {
    parent: aUnit,
    async add(made, { unit_id: unitId }, id) {
      const { location_id: locationId } = await aLocation(made);
      const data = { id: id(), locationId, unitId: unitId!, ...past };
      return idOf(made.server.app.db.unitAssignment.create({ data }));
    },
    table: 'unitAssignment',
  },
  '/api/units/{unit_id}/log': {
    parent: aUnit,
    add({ server }, { unit_id: unitId }, id) {
      const data = { id: id(), unitId: unitId!, at: new Date(), level: 'info', message: 'x' };
      return idOf(server.app.db.unitLog.create({ data }));
    },
    table: 'unitLog',
  },
  '/api/alerts': { add: ({ build, home }) => idOf(build.alert({ workspace: home })), table: 'alertEvent' },
  '/api/alert-rules': {
    add: ({ build, home }) => idOf(build.alertRule({ workspace: home })),
    table: 'alertRule',
  },
  '/api/playlists': {
    add: ({ build, home }) => idOf(build.playlist({ workspace: home })),
    table: 'playlist',
  },
  '/api/tokens': {
    add: ({ build, home, admin: owner }) => idOf(build.token({ workspace: home, owner })),
    table: 'apiToken',
  },
};

async function post({ server, callers }: Made, path: string, json: object, field: string): Promise<string> {
  const { credentials } = callers.find(({ name }) => name === 'admin')!;
  return String((await ask(server.url, path, { ...credentials, json })).json()[field]);
}
