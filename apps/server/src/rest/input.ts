import { AppError } from '@sitecast/api';
import type { Request } from 'express';
import type { ZodType } from 'zod';
import { camelCase, findMisnamedKey, renameKeys, snakeCase } from './names.ts';
import type { Route } from './surface.ts';

/** Twice what any input needs; limits recursion over an input. */
const MAX_DEPTH = 20;

/**
 * A procedure's input from path, query and body. Changes take a body and lists a query; DELETE takes either, since not
 * every client can send a body with it.
 *
 * @throws AppError VALIDATION for a body that is not a JSON object, or for field names that are not snake_case
 */
export function inputOf(req: Request, { method }: Pick<Route, 'method'>, schema: ZodType | null): unknown {
  const body = method === 'get' ? {} : bodyOf(req);
  const query = method === 'get' || method === 'delete' ? queryOf(req, schema) : {};
  const input = { ...query, ...body, ...req.params };
  if (isDeeperThan(input, MAX_DEPTH)) throw new AppError('VALIDATION', 'The JSON body is nested too deeply.');
  const misnamed = findMisnamedKey(input);
  if (misnamed) throw misnamedField(misnamed);
  if (schema === null) return requireEmpty(input);
  return renameKeys(input, camelCase);
}

function bodyOf(req: Request): Record<string, unknown> {
  const { body } = req as { body?: unknown };
  if (body === undefined) return {};
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new AppError('VALIDATION', 'The body must be a JSON object.');
  }
  return body as Record<string, unknown>;
}

/** Query values are text; parses those that the schema declares as numbers or booleans. */
function queryOf(req: Request, schema: ZodType | null): Record<string, unknown> {
  // The workspace is not part of the input.
  const { workspace_id: _, ...query } = req.query;
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      if (typeof value !== 'string')
        throw new AppError('VALIDATION', `${name}: given more than once`, {
          errors: [{ path: [name], message: 'Given more than once' }],
        });
      return [name, fromText(value, kindOf(schema, camelCase(name)))];
    }),
  );
}

function fromText(text: string, kind: string | undefined): unknown {
  if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

interface Inspectable {
  def: { type: string; innerType?: Inspectable; shape?: Record<string, Inspectable> };
}

function kindOf(schema: ZodType | null, field: string): string | undefined {
  const shape = (schema as unknown as Inspectable | null)?.def.shape ?? {};
  // A query can name anything, including `constructor`.
  let inner = Object.hasOwn(shape, field) ? shape[field] : undefined;
  while (inner?.def.innerType) inner = inner.def.innerType;
  return inner?.def.type;
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

/** For a procedure without input. @throws AppError VALIDATION if any is given */
function requireEmpty(input: object): undefined {
  const [name] = Object.keys(input);
  if (name === undefined) return undefined;
  const message = 'Unknown field';
  throw new AppError('VALIDATION', `${name}: ${message}`, { errors: [{ path: [name], message }] });
}

function misnamedField(path: (string | number)[]): AppError {
  const wanted = path.map((part) => (typeof part === 'number' ? part : snakeCase(part))).join('.');
  const message = `Unknown field ${path.join('.')}. Did you mean ${wanted}?`;
  return new AppError('VALIDATION', message, { errors: [{ path, message }] });
}
