import { createConfig, lintFromString } from '@redocly/openapi-core';
import { createBuilders } from '@sitecast/api/testing';
import { overlayFieldNames } from '@sitecast/protocol/overlay';
import { snakeCase } from '@sitecast/protocol/snake-case';
import { expect, test } from 'vitest';
import { ask } from '../../../test/http.ts';
import { startTestServer } from '../../../test/server.ts';
import { surface } from '../surface.ts';
import { openApiDocument } from './document.ts';

interface Schema {
  properties?: Record<string, Record<string, unknown>>;
  required?: string[];
}
interface Operation {
  security: unknown;
  parameters: { name?: string }[];
  requestBody: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content: Record<string, { schema: Schema }> }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const document = openApiDocument('1.2.3') as Document;

function described(path: string, method: string): Operation {
  return document.paths[path]![method]!;
}

test('a validator finds nothing wrong with it', async () => {
  const problems = await lintFromString({
    source: JSON.stringify(document),
    config: await createConfig({
      extends: ['recommended-strict'],
      rules: { 'no-unused-components': 'error', 'operation-4xx-response': 'off' },
    }),
  });
  expect(problems.map(({ message, location }) => `${location[0]?.pointer}: ${message}`)).toEqual([]);
});

test('every route is described, with the status that it answers, and nothing else is', () => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      method,
      path,
      status: Object.keys(responses).filter((status) => status.startsWith('2')),
    })),
  );
  const routes = surface.map(({ method, path, status, answer }) => ({
    method,
    path,
    status: [String(status), ...(answer === 'file' ? ['206'] : [])],
  }));
  expect(operations).toHaveLength(routes.length);
  expect(operations).toEqual(expect.arrayContaining(routes));
});

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
  expect(references.length).toBeGreaterThan(20);
  for (const path of references)
    expect(
      path.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document),
      path,
    ).toBeDefined();
});

test('names are those of the REST API', () => {
  const body = described('/api/pip', 'post').requestBody.content['application/json']!.schema;
  // A template may say the rest.
  expect(body.required).toEqual(['device_id']);
  expect(Object.keys(body.properties!).sort()).toEqual(
    [...overlayFieldNames.map(snakeCase), ...['device_id', 'template', 'values', 'queue_for']].sort(),
  );
  expect(body.properties).toMatchObject({
    width: { type: 'integer', minimum: 40, maximum: 3840 },
    duration: { type: 'number', minimum: 0, maximum: 86_400 },
  });
  for (const { properties } of everyObject(document) as Schema[])
    for (const name of Object.keys(properties ?? {})) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
});

test('lists, parameters, doors and shared schemas are as the routes have them', () => {
  expect(described('/api/devices/{device_id}', 'get')).toMatchObject({
    operationId: 'devicesGet',
    tags: ['Screens'],
    security: [{ apiToken: ['read'] }, { session: [] }],
    parameters: [
      { name: 'device_id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      { $ref: '#/components/parameters/WorkspaceId' },
    ],
    responses: {
      200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Device' } } } },
    },
  });
  const list = described('/api/pip', 'get');
  expect(list.parameters.map(({ name }) => name)).toEqual([
    'limit',
    'cursor',
    'device_id',
    'active',
    undefined,
  ]);
  expect(list.parameters[0]).toMatchObject({ in: 'query', required: false, schema: { default: 50 } });
  const page = list.responses['200']!.content['application/json']!.schema;
  expect(page.properties?.items?.items).toEqual({ $ref: '#/components/schemas/Overlay' });
  expect(document.components.schemas.Overlay?.properties?.payload).toEqual({
    $ref: '#/components/schemas/OverlayPayload',
  });
  expect(described('/api/health', 'get').security).toEqual([]);
  expect(described('/api/tokens', 'get').security).toEqual([{ session: [] }]);
  expect(Object.keys(described('/api/devices/pair', 'post').responses)).toEqual([
    '201',
    '400',
    '401',
    '403',
    '404',
    '409',
    '410',
    '413',
    '415',
    '422',
    '429',
  ]);
});

test('what a script sends twice it may send under a key', () => {
  const reference = { $ref: '#/components/parameters/IdempotencyKey' };
  const show = described('/api/pip', 'post');
  expect(show.parameters).toContainEqual(reference);
  expect(show.responses['200']).toMatchObject({ headers: { 'Idempotency-Replayed': expect.anything() } });
  expect(Object.keys(show.responses)).toEqual(expect.arrayContaining(['409', '422']));
  for (const [path, method] of [
    ['/api/tokens', 'post'],
    ['/api/pip', 'delete'],
  ] as const)
    expect(described(path, method).parameters).not.toContainEqual(reference);
});

test('users are for people, of no workspace, and may be in the way of each other', () => {
  const change = described('/api/users/{user_id}', 'patch');
  expect(change).toMatchObject({
    tags: ['Users'],
    security: [{ session: [] }],
    parameters: [{ name: 'user_id', in: 'path' }],
  });
  const { properties } = change.requestBody.content['application/json']!.schema;
  expect(Object.keys(properties!)).toEqual(['name', 'role', 'active']);
  expect(Object.keys(change.responses)).toEqual(['200', '400', '401', '403', '404', '409', '413', '415']);
  expect(change.responses['200']!.content['application/json']).toEqual({
    schema: { $ref: '#/components/schemas/User' },
  });
  const named = (path: string) => described(path, 'get').parameters.map(({ name }) => name);
  expect(named('/api/users')).toEqual(['limit', 'cursor', 'search']);
  expect(named('/api/workspaces')).toEqual(['limit', 'cursor']);
});

test('personal tokens: what may be asked for, and what the answers hold', () => {
  const create = described('/auth/tokens', 'post');
  expect(create.security).toEqual([{ session: [] }]);
  expect(create.requestBody.content['application/json']!.schema).toMatchObject({
    required: ['name'],
    properties: {
      expires_in_days: {
        anyOf: [{ type: 'integer', minimum: 1, maximum: 3650 }, { type: 'null' }],
        default: 90,
      },
    },
  });
  const minted = { schema: { $ref: '#/components/schemas/MintedPersonalToken' } };
  expect(create.responses['201']!.content['application/json']).toEqual(minted);
  const rotate = described('/auth/tokens/{token_id}/rotate', 'post');
  expect(rotate.responses['201']!.content['application/json']).toEqual(minted);
  expect(Object.keys(rotate.responses)).toEqual(
    expect.arrayContaining(['201', '400', '401', '403', '404', '409']),
  );
  expect(document.components.schemas.PersonalToken?.properties).not.toHaveProperty('token');
  const all = described('/auth/admin/tokens', 'get');
  expect(all.parameters.map(({ name }) => name)).toEqual(['limit', 'cursor', 'user', 'status']);
  expect(all.responses['200']!.content['application/json']!.schema.properties?.items?.items).toEqual({
    $ref: '#/components/schemas/OwnedPersonalToken',
  });
});

test('members and the audit log are for people', () => {
  const invite = described('/api/members', 'post');
  expect(invite).toMatchObject({ tags: ['Members'], security: [{ session: [] }] });
  expect(invite.requestBody.content['application/json']!.schema.required).toEqual(['email', 'role']);
  expect(invite.responses['201']!.content['application/json']!.schema).toEqual({
    $ref: '#/components/schemas/InvitedMember',
  });
  expect(Object.keys(invite.responses)).toEqual(expect.arrayContaining(['409', '429']));
  const audit = described('/api/audit', 'get');
  expect(audit.security).toEqual([{ session: [] }]);
  expect(audit.parameters.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['scope', 'resource_kind', 'from', 'limit', 'cursor']),
  );
  const page = audit.responses['200']!.content['application/json']!.schema;
  expect(page.properties?.items?.items).toEqual({ $ref: '#/components/schemas/AuditEntry' });
});

test('the server serves it to everybody, with its own version', async () => {
  await using server = await startTestServer();
  const answer = await ask(server.url, '/api/openapi.json');
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
  expect(answer.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument(server.app.version))));
  const again = { headers: { 'if-none-match': String(answer.headers.etag) } };
  expect(await ask(server.url, '/api/openapi.json', again)).toMatchObject({ status: 304 });
  expect(await ask(server.url, '/api/openapi.json', { method: 'POST' })).toMatchObject({
    status: 405,
    headers: { allow: 'GET, HEAD, OPTIONS' },
  });
});

test('where a workspace can be named, one that is not the caller’s is described as not found', async () => {
  await using server = await startTestServer();
  const build = createBuilders(server.app);
  const workspace = await build.workspace();
  const bearer = await build.session(await build.user({ memberOf: [{ workspace, role: 'viewer' }] }));
  for (const path of ['/api/members', '/api/tokens', '/api/audit', '/api/devices', '/api/clients']) {
    const answer = await ask(server.url, `${path}?workspace_id=another`, { bearer });
    expect(answer.status, path).toBe(404);
    expect(described(path, 'get').parameters).toContainEqual({ $ref: '#/components/parameters/WorkspaceId' });
  }
});

test('an address with a blank in it is told as it was given, and described as such', async () => {
  await using server = await startTestServer();
  const build = createBuilders(server.app);
  const workspace = await build.workspace();
  const { id: device_id } = await build.device({ workspace });
  const { token: bearer } = await build.token({ workspace });
  const uri = 'https://example.com/the plan.png';
  await ask(server.url, '/api/pip', { bearer, json: { device_id, type: 'image', uri } });
  const { items } = (await ask(server.url, '/api/pip', { bearer })).json();
  expect(items).toMatchObject([{ payload: { uri } }]);
});

function everyObject(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(everyObject);
  return Array.isArray(value) ? inside : [value, ...inside];
}
