import { errorTable } from '@sitecast/api';
import { procedures } from '../procedures.ts';
import { surface } from '../surface.ts';
import type { Json } from './json-schema.ts';
import { problemsOf } from './operation.ts';

/** One response for each error status that any route can return. */
export function problemResponses(): Record<string, Json> {
  const statuses = surface.flatMap((route) => problemsOf(route, procedures.get(route.procedure)!));
  return Object.fromEntries(
    [...new Set(statuses)].sort().map((status) => [`Problem${status}`, problemResponse(status)]),
  );
}

function problemResponse(status: number): Json {
  const titles = Object.values(errorTable)
    .filter(({ http }) => http === status)
    .map(({ title }) => title);
  return {
    description: titles.join(', or: '),
    ...(status === 401 ? { headers: { 'WWW-Authenticate': { schema: { type: 'string' } } } } : {}),
    ...(status === 429 || status === 409
      ? {
          headers: {
            'Retry-After': { description: 'Seconds to wait before retrying', schema: { type: 'integer' } },
          },
        }
      : {}),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

export const workspaceId = {
  name: 'X-Workspace-Id',
  in: 'header',
  description:
    'The workspace to use, for users who are members of several. Default: the first. Ignored for API tokens, which have exactly one.',
  schema: { type: 'string', format: 'uuid' },
};

export const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Any text that is new for each request, such as a UUID. Repeating a request with the same key within 24 hours returns the first response again, and nothing is done twice.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
};

export const idempotencyReplayed = {
  description: 'This is the response to an earlier request with the same Idempotency-Key.',
  schema: { type: 'string', const: 'true' },
};

export const problem = {
  type: 'object',
  description: 'Problem details (RFC 9457). `code` is stable; `detail` is for people and says what to do.',
  properties: {
    type: { type: 'string', const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(errorTable) },
    errors: {
      type: 'array',
      description: 'The invalid fields.',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
};
