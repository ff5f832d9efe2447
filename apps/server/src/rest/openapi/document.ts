import { surface } from '../surface.ts';
import { idempotencyKey, idempotencyReplayed, problem, problemResponses, workspaceId } from './components.ts';
import { nameEntities } from './entities.ts';
import { lastEventId } from './events.ts';
import type { Json } from './json-schema.ts';
import { operation } from './operation.ts';
import { tags } from './tags.ts';

/** The OpenAPI 3.1 document of the REST API, generated from the table of routes and the schemas of its procedures. */
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
      summary: 'Screens and sound level meters on a company’s sites',
      description:
        'Scripts authenticate with an API token; programs that act for a user, with a session from ' +
        '`POST /auth/token`. Send either as `Authorization: Bearer`. Errors are problem details (RFC 9457). ' +
        'Lists return `items` and `next_cursor`: pass it as `cursor` to get the next page. It is null on the last one.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.values(tags),
    paths,
    components: {
      schemas: { ...schemas, Problem: problem },
      parameters: { WorkspaceId: workspaceId, IdempotencyKey: idempotencyKey, LastEventId: lastEventId },
      headers: { IdempotencyReplayed: idempotencyReplayed },
      responses: problemResponses(),
      securitySchemes: {
        apiToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'st_…',
          description:
            'A token for one workspace. Its scope sets what it can do: read < write < full. Scope agency is separate.',
        },
        session: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'A personal access token, or an access token from `POST /auth/token`. Browsers send a cookie instead.',
        },
        portal: {
          type: 'apiKey',
          in: 'cookie',
          name: 'portal_session',
          description: 'Set in a client’s browser by a portal link.',
        },
      },
    },
  };
}
