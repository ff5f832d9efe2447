import { isIdempotent } from '../idempotency.ts';
import { type ProcedureInfo, procedures } from '../procedures.ts';
import { type Route, surface } from '../surface.ts';
import { eventStream } from './events.ts';
import { anyBytes, fileBody, partialResponses } from './files.ts';
import { type Json, jsonSchema, outputSchema, type Schema, withReferences } from './json-schema.ts';
import { tagOf } from './tags.ts';

interface ObjectSchema {
  properties: Record<string, Schema>;
  required: string[];
}

/** The OpenAPI operation of one route. @param names the entities' names by the JSON of their schemas */
export function operation(route: Route, names: ReadonlyMap<string, string>): Record<string, Json> {
  const procedure = procedures.get(route.procedure)!;
  const input = inputOf(procedure);
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const rest = Object.keys(input.properties).filter((name) => !inPath.includes(name));
  const hasBody = takesBody(route) && rest.length > 0;
  const parameters = [
    ...inPath.map((name) => parameter(input, name, 'path')),
    ...(hasBody ? [] : rest.map((name) => parameter(input, name, 'query'))),
    ...(isInWorkspace(procedure) ? [{ $ref: '#/components/parameters/WorkspaceId' }] : []),
    ...(isIdempotent(route) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(route.answer === 'events' ? [{ $ref: '#/components/parameters/LastEventId' }] : []),
  ];
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [tagOf(route.procedure)],
    security: securityOf(route, procedure),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(hasBody ? { requestBody: bodyOf(input, rest, route.example) } : {}),
    ...(route.accepts === 'file' ? { requestBody: fileBody } : {}),
    responses: {
      [route.status]: success(route, procedure, names),
      ...(route.answer === 'file' ? partialResponses : {}),
      ...Object.fromEntries(
        problemsOf(route, procedure).map((status) => [
          status,
          { $ref: `#/components/responses/Problem${status}` },
        ]),
      ),
    },
  };
}

/** `pipShow`; with the method appended where a procedure has several routes. */
function operationId({ procedure, method }: Route): string {
  const name = procedure.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
  const isShared = surface.filter((other) => other.procedure === procedure).length > 1;
  return isShared ? name + method[0]!.toUpperCase() + method.slice(1) : name;
}

/** OpenAPI 3.1 allows roles in the requirement of any scheme: here, the lowest scope that a token needs. */
function securityOf({ audience }: Route, { access }: ProcedureInfo): Json[] {
  if (audience === 'open') return [];
  const level = access.startsWith('workspace:') ? [access.slice('workspace:'.length)] : [];
  if (audience === 'agency') return [{ apiToken: ['agency'] }];
  if (audience === 'portal') return [{ portal: [] }];
  return audience === 'public' ? [{ apiToken: level }, { session: [] }] : [{ session: [] }];
}

function takesBody({ method }: Route): boolean {
  return method === 'post' || method === 'put' || method === 'patch';
}

/** Whether the procedure works in one workspace, by its access level or by resolving it itself. */
function isInWorkspace({ access, path }: ProcedureInfo): boolean {
  return /^(workspace|member):/.test(access) || /^(tokens|audit|members)\./.test(path);
}

/** The error statuses of a route: those that follow from its properties, and those that the table names. */
export function problemsOf(route: Route, procedure: ProcedureInfo): number[] {
  const { type, input, access } = procedure;
  const inWorkspace = isInWorkspace(procedure);
  const statuses = [
    400,
    ...(route.audience === 'open' ? [] : [401]),
    ...(route.audience === 'public' || route.audience === 'agency' ? [429] : []),
    ...(inWorkspace || route.audience === 'agency' || ['user', 'session', 'admin'].includes(access)
      ? [403]
      : []),
    ...(inWorkspace || route.path.includes('{') ? [404] : []),
    // A cross-site request with a browser's cookie.
    ...(type === 'mutation' ? [403] : []),
    ...(input && route.method !== 'get' ? [413, 415] : []),
    ...(isIdempotent(route) ? [409, 422] : []),
    ...route.problems,
  ];
  return [...new Set(statuses)].sort();
}

function success(route: Route, { output }: ProcedureInfo, names: ReadonlyMap<string, string>): Json {
  const headers: Schema = isIdempotent(route)
    ? { headers: { 'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' } } }
    : {};
  if (route.answer === 'events') return { description: route.summary, content: eventStream };
  if (route.status === 204 || !output) return { description: 'Success', ...headers };
  if (route.answer === 'file') return { ...anyBytes, description: route.summary };
  if (route.answer === 'picture')
    return { description: route.summary, content: { 'image/png': {}, 'image/jpeg': {} } };
  const schema = withReferences(outputSchema(output), names);
  return { description: route.summary, ...headers, content: { 'application/json': { schema } } };
}

function bodyOf({ properties, required }: ObjectSchema, names: string[], example: Route['example']): Json {
  const needed = required.filter((name) => names.includes(name));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, properties[name]!])),
    ...(needed.length > 0 ? { required: needed } : {}),
    additionalProperties: false,
  };
  const content = { schema, ...(example ? { example } : {}) };
  return { required: needed.length > 0, content: { 'application/json': content } };
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
