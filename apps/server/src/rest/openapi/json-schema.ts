import { z } from 'zod';
import { snakeCase } from '../names.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Schema = { [key: string]: Json };

/**
 * The schema of an answer. It may get more fields with time: the document doesn't promise that there are no others. And
 * an address is told as it was given, with blanks too, which browsers take and `uri` (RFC 3986) doesn't know.
 */
export function outputSchema(type: z.ZodType): Schema {
  return mapObjects(jsonSchema(type, 'output'), ({ additionalProperties, format, ...schema }) => ({
    ...schema,
    ...(additionalProperties === undefined || additionalProperties === false ? {} : { additionalProperties }),
    ...(format === undefined || format === 'uri' ? {} : { format }),
  }));
}

/** Whatever stands in `names` by its text is replaced by a reference to its name. */
export function withReferences(schema: Schema, names: ReadonlyMap<string, string>): Schema {
  return mapObjects(schema, (part) => {
    const name = names.get(JSON.stringify(part));
    return name === undefined ? part : { $ref: `#/components/schemas/${name}` };
  });
}

/** A zod schema as JSON Schema, with the names that the REST API uses. */
export function jsonSchema(type: z.ZodType, io: 'input' | 'output'): Schema {
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
