import { errorTable } from '@sitecast/api';
import { AuditEntry } from '@sitecast/api/audit/schema';
import { Command, CommandResult } from '@sitecast/api/commands/schema';
import { Device, DeviceLogLine } from '@sitecast/api/devices/schema';
import { Group, GroupWithDevices } from '@sitecast/api/groups/schema';
import { InvitedMember, Member } from '@sitecast/api/members/schema';
import { MintedPersonalToken, OwnedPersonalToken, PersonalToken } from '@sitecast/api/personal-tokens/schema';
import { Delivery, Overlay, OverlayPayload, OverlayWithDeliveries, Template } from '@sitecast/api/pip/schema';
import { Playlist } from '@sitecast/api/playlists/schema';
import { Location, Project } from '@sitecast/api/projects/schema';
import { HistoryPoint } from '@sitecast/api/readings/schema';
import { Settings } from '@sitecast/api/settings/schema';
import { ApiTokenInfo, MintedToken } from '@sitecast/api/tokens/schema';
import { Assignment, Unit, UnitStatus } from '@sitecast/api/units/schema';
import { User } from '@sitecast/api/users/schema';
import { Workspace } from '@sitecast/api/workspaces/schema';
import { z } from 'zod';
import { snakeCase } from './names.ts';
import { type ProcedureInfo, procedures } from './procedures.ts';
import { type Route, surface } from './surface.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };
interface ObjectSchema {
  properties: Record<string, Schema>;
  required: string[];
}

/** What answers share, under its own name in the document: those that others hold come first. */
const entities = {
  Delivery,
  OverlayPayload,
  Overlay,
  OverlayWithDeliveries,
  Template,
  Device,
  Project,
  Location,
  Unit,
  Assignment,
  UnitStatus,
  HistoryPoint,
  DeviceLogLine,
  Command,
  CommandResult,
  Group,
  GroupWithDevices,
  ApiTokenInfo,
  MintedToken,
  PersonalToken,
  MintedPersonalToken,
  OwnedPersonalToken,
  User,
  Workspace,
  Member,
  InvitedMember,
  AuditEntry,
  Playlist,
  Settings,
};

const tags: Record<string, { name: string; description: string }> = {
  devices: { name: 'Screens', description: 'Screens that run the player, paired with a code.' },
  groups: { name: 'Groups', description: 'Sets of screens, to send overlays and commands to together.' },
  pip: {
    name: 'Overlays',
    description: 'What floats above the playlist of a screen or of a group of screens.',
  },
  playlists: { name: 'Playlists', description: 'Ordered lists of content that screens play.' },
  agency: {
    name: 'Agencies',
    description: 'For an outside agency, which sees the playlists that its token names, and nothing else.',
  },
  projects: { name: 'Projects', description: 'Work at a site, for one client.' },
  locations: { name: 'Locations', description: 'The monitored points of a project.' },
  units: {
    name: 'Meters',
    description:
      'Sound level meters: where they stand, how they are, what they measure. Their history as CSV, with the same query, is at `/api/units/{unit_id}/history.csv`.',
  },
  tokens: { name: 'API tokens', description: 'Tokens for scripts. Only people can manage them.' },
  settings: { name: 'Settings', description: 'Of this installation. For its administrators.' },
  personalTokens: {
    name: 'Personal access tokens',
    description: 'Tokens that act as the person who has made them, for the command line and CI.',
  },
  users: { name: 'Users', description: 'The people of this installation. For its administrators.' },
  workspaces: { name: 'Workspaces', description: 'The tenants: screens, tokens and members belong to one.' },
  members: { name: 'Members', description: 'Who may do what in a workspace. For its admins.' },
  audit: {
    name: 'Audit log',
    description: 'Who did what. As CSV, with the same filters, it is at `/api/audit.csv`.',
  },
  session: { name: 'Login', description: 'Sessions of people and of programs that act for them.' },
  system: { name: 'Server', description: 'This installation.' },
};

/** The OpenAPI 3.1 document of the REST API: made from the table of routes and the schemas of its procedures. */
export function openApiDocument(version: string): object {
  const { schemas, names } = nameEntities();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of surface)
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route, names) };
  return {
    openapi: '3.1.1',
    info: {
      title: 'Sitecast',
      version,
      summary: 'Screens and sound meters on a company’s sites',
      description:
        'Scripts send an API token, programs that act for a person send a session from `POST /auth/token`, ' +
        'both as `Authorization: Bearer`. Errors are problem details (RFC 9457). Lists answer `items` and ' +
        '`next_cursor`, which is the `cursor` of the next page, or null on the last one.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.values(tags),
    paths,
    components: {
      schemas: { ...schemas, Problem: problem },
      parameters: { WorkspaceId: workspaceId },
      responses: Object.fromEntries(
        problemStatuses().map((status) => [`Problem${status}`, problemResponse(status)]),
      ),
      securitySchemes: {
        apiToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'st_…',
          description:
            'A token of one workspace. Its scope decides what it may do: read < write < full; agency stands beside them.',
        },
        session: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'A personal access token, or the access token of `POST /auth/token`. Browsers send a cookie instead.',
        },
      },
    },
  };
}

function operation(route: Route, names: ReadonlyMap<string, string>): Record<string, Json> {
  const procedure = procedures.get(route.procedure)!;
  const [feature] = route.procedure.split('.') as [string];
  const input = inputOf(procedure);
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const rest = Object.keys(input.properties).filter((name) => !inPath.includes(name));
  const hasBody = takesBody(route) && rest.length > 0;
  const parameters = [
    ...inPath.map((name) => parameter(input, name, 'path')),
    ...(hasBody ? [] : rest.map((name) => parameter(input, name, 'query'))),
    ...(isInWorkspace(procedure) ? [{ $ref: '#/components/parameters/WorkspaceId' }] : []),
  ];
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [tags[feature]!.name],
    security: securityOf(route, procedure),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(hasBody ? { requestBody: bodyOf(input, rest) } : {}),
    responses: {
      [route.status]: success(route, procedure, names),
      ...Object.fromEntries(
        problemsOf(route, procedure).map((status) => [
          status,
          { $ref: `#/components/responses/Problem${status}` },
        ]),
      ),
    },
  };
}

/** `pipShow`; where one procedure has several routes, the method tells them apart. */
function operationId({ procedure, method }: Route): string {
  const name = procedure.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
  const isShared = surface.filter((other) => other.procedure === procedure).length > 1;
  return isShared ? name + method[0]!.toUpperCase() + method.slice(1) : name;
}

/** OpenAPI 3.1 lets the requirement of any scheme name the roles that are needed: here a token's least scope. */
function securityOf({ surface: door }: Route, { access }: ProcedureInfo): Json[] {
  if (door === 'open') return [];
  const level = access.startsWith('workspace:') ? [access.slice('workspace:'.length)] : [];
  if (door === 'agency') return [{ apiToken: ['agency'] }];
  return door === 'public' ? [{ apiToken: level }, { session: [] }] : [{ session: [] }];
}

function takesBody({ method }: Route): boolean {
  return method === 'post' || method === 'put' || method === 'patch';
}

/** Whether it is about one workspace, which the level says, or the procedure finds out by itself. */
function isInWorkspace({ access, path }: ProcedureInfo): boolean {
  return access.startsWith('workspace:') || /^(tokens|audit)\./.test(path);
}

/** The statuses other than success: those that follow from the kind of route, and those the table names. */
function problemsOf(route: Route, procedure: ProcedureInfo): number[] {
  const { type, input, access } = procedure;
  const inWorkspace = isInWorkspace(procedure);
  const statuses = [
    ...(input ? [400] : []),
    ...(route.surface === 'open' ? [] : [401]),
    ...(route.surface === 'public' || route.surface === 'agency' ? [429] : []),
    ...(inWorkspace || route.surface === 'agency' || ['user', 'session', 'admin'].includes(access)
      ? [403]
      : []),
    ...(inWorkspace || route.path.includes('{') ? [404] : []),
    // A browser's cookie sent by a page of another site.
    ...(type === 'mutation' ? [403] : []),
    ...(input && takesBody(route) ? [413, 415] : []),
    ...(route.problems ?? []),
  ];
  return [...new Set(statuses)].sort();
}

function problemStatuses(): number[] {
  const statuses = surface.flatMap((route) => problemsOf(route, procedures.get(route.procedure)!));
  return [...new Set(statuses)].sort();
}

function problemResponse(status: number): Json {
  const titles = Object.values(errorTable)
    .filter(({ http }) => http === status)
    .map(({ title }) => title);
  return {
    description: titles.join(', or: '),
    ...(status === 401 ? { headers: { 'WWW-Authenticate': { schema: { type: 'string' } } } } : {}),
    ...(status === 429
      ? { headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } } }
      : {}),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function success(
  { status, summary, picture }: Route,
  { output }: ProcedureInfo,
  names: ReadonlyMap<string, string>,
): Json {
  if (status === 204 || !output) return { description: 'Done' };
  if (picture) return { description: summary, content: { 'image/png': {}, 'image/jpeg': {} } };
  const schema = withReferences(outputSchema(output), names);
  return { description: summary, content: { 'application/json': { schema } } };
}

function bodyOf({ properties, required }: ObjectSchema, names: string[]): Json {
  const needed = required.filter((name) => names.includes(name));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, properties[name]!])),
    ...(needed.length > 0 ? { required: needed } : {}),
    additionalProperties: false,
  };
  return { required: needed.length > 0, content: { 'application/json': { schema } } };
}

function parameter({ properties, required }: ObjectSchema, name: string, where: 'path' | 'query'): Json {
  const { description, ...schema } = properties[name]!;
  return {
    name,
    in: where,
    ...(description === undefined ? {} : { description }),
    required: where === 'path' || required.includes(name),
    schema,
  };
}

function inputOf({ input }: ProcedureInfo): ObjectSchema {
  const schema = input ? jsonSchema(input, 'input') : {};
  return { properties: {}, required: [], ...schema } as unknown as ObjectSchema;
}

/** Answers may get more fields with time: the document doesn't promise that there are no others. */
function outputSchema(type: z.ZodType): Schema {
  return mapObjects(jsonSchema(type, 'output'), ({ additionalProperties, ...schema }) =>
    additionalProperties === undefined || additionalProperties === false
      ? schema
      : { ...schema, additionalProperties },
  );
}

/** The entities, and for the text of each schema the name that stands for it. */
function nameEntities() {
  const schemas: Record<string, Schema> = {};
  const names = new Map<string, string>();
  for (const [name, type] of Object.entries(entities)) {
    schemas[name] = withReferences(outputSchema(type), names);
    names.set(JSON.stringify(schemas[name]), name);
  }
  return { schemas, names };
}

function withReferences(schema: Schema, names: ReadonlyMap<string, string>): Schema {
  return mapObjects(schema, (part) => {
    const name = names.get(JSON.stringify(part));
    return name === undefined ? part : { $ref: `#/components/schemas/${name}` };
  });
}

/** A zod schema as JSON Schema, with the names that the REST API uses. */
function jsonSchema(type: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, reused: 'inline' });
  return mapObjects(schema as Schema, (part) => {
    const { properties, required, ...rest } = part;
    if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return part;
    const renamed = Object.fromEntries(
      Object.entries(properties).map(([name, inner]) => [snakeCase(name), inner]),
    );
    return {
      ...rest,
      properties: renamed,
      ...(Array.isArray(required) ? { required: required.map((name) => snakeCase(name as string)) } : {}),
    };
  });
}

/** Every object in it replaced, the inner ones first. */
function mapObjects(schema: Schema, map: (part: Schema) => Schema): Schema {
  const inside = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(inside);
    return typeof value === 'object' && value !== null ? mapObjects(value, map) : value;
  };
  return map(Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, inside(value)])));
}

const workspaceId = {
  name: 'X-Workspace-Id',
  in: 'header',
  description:
    'Which workspace is meant, for a person who is a member of several; without it the first. Ignored for an API token, which has one.',
  schema: { type: 'string', format: 'uuid' },
};

const problem = {
  type: 'object',
  description: 'RFC 9457. `code` is stable; `detail` tells a person what to do.',
  properties: {
    type: { type: 'string', const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(errorTable) },
    errors: {
      type: 'array',
      description: 'The fields that were refused.',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
};
