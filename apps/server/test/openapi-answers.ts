import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '../src/rest/openapi/document.ts';

/** A picture's schema is none. */
type Content = Record<string, { schema?: object }>;

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { $ref?: string; content?: Content }> }>>;
  components: { responses: Record<string, { content?: Content }> };
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

const document = JSON.parse(JSON.stringify(openApiDocument('0.0.0-test'))) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(document, 'openapi');
addFormats.default(ajv);
const validators = new Map<string, ValidateFunction>();

/** Templates without parameters first: `/api/devices/pair` is no screen. */
const templates = Object.keys(document.paths)
  .sort((one, other) => one.split('{').length - other.split('{').length)
  .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }));

/**
 * Checks that the document says of an answer of a route what it is: its status, its content type, and its body.
 * What is no route of the document is let through. @throws Error that says what is not as described
 */
export function checkAnswer(method: string, pathWithQuery: string, { status, headers, text }: Answer): void {
  const route = templates.find(({ pattern }) => pattern.test(pathWithQuery.split('?')[0]!))?.path;
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
  const operation = route === undefined ? undefined : document.paths[route]?.[verb];
  if (!operation) return;
  const wrong = (what: string) =>
    new Error(`${method} ${pathWithQuery} ${what}: ${status} ${text.slice(0, 500)}`);

  const described = operation.responses[status];
  if (!described) throw wrong('answered with a status that is not described');
  const at = described.$ref ?? `#/paths/${pointerPart(route!)}/${verb}/responses/${status}`;
  const { content = {} } = described.$ref
    ? document.components.responses[described.$ref.split('/').at(-1)!]!
    : described;
  if (method === 'HEAD' || Object.keys(content).length === 0) {
    if (text !== '') throw wrong('has a body that is not described');
    return;
  }
  const type = String(headers['content-type']).split(';')[0]!;
  if ('*/*' in content) return;
  if (!(type in content)) throw wrong(`is ${type}, which is not described`);
  if (!content[type]!.schema) return;
  const schema = `openapi${at}/content/${pointerPart(type)}/schema`;
  const validate = validators.get(schema) ?? ajv.compile({ $ref: schema });
  validators.set(schema, validate);
  if (!validate(/\bjson$/.test(type) ? JSON.parse(text) : text))
    throw wrong(`is not as described (${ajv.errorsText(validate.errors)})`);
}

/** As a part of a JSON pointer in a URL. */
function pointerPart(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
