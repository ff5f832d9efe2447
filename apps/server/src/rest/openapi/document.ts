import { surface } from '../surface.ts';
import { idempotencyKey, idempotencyReplayed, problem, problemResponses, workspaceId } from './components.ts';
import { nameEntities } from './entities.ts';
import { lastEventId } from './events.ts';
import type { Json } from './json-schema.ts';
import { operation } from './operation.ts';
import { tags } from './tags.ts';

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
      parameters: { WorkspaceId: workspaceId, IdempotencyKey: idempotencyKey, LastEventId: lastEventId },
      headers: { IdempotencyReplayed: idempotencyReplayed },
      responses: problemResponses(),
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
        portal: {
          type: 'apiKey',
          in: 'cookie',
          name: 'portal_session',
          description: 'Of a client’s browser, set by its link to the portal.',
        },
      },
    },
  };
}
