import { z } from 'zod';
import { snakeCase } from '../names.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Schema = { [key: string]: Json };

/**
 * The schema of a response. It allows additional fields, since later versions may add some. `uri` formats are dropped:
 * URLs are returned as entered, and browsers accept ones with spaces, which RFC 3986 doesn't.
 */
export function outputSchema(type: z.ZodType): Schema {
  return mapObjects(jsonSchema(type, 'output'), ({ additionalProperties, format, ...schema }) => ({
    ...schema,
    ...(additionalProperties === undefined || additionalProperties === false ? {} : { additionalProperties }),
    ...(format === undefined || format === 'uri' ? {} : { format }),
  }));
}

/** Replaces every part that `names` knows by its JSON with a reference to its name. */
export function withReferences(schema: Schema, names: ReadonlyMap<string, string>): Schema {
  return mapObjects(schema, (part) => {
    const name = names.get(JSON.stringify(part));
    return name === undefined ? part : { $ref: `#/components/schemas/${name}` };
  });
}

/** A zod schema as JSON Schema, with field names in snake_case. */
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

/** Maps every object in the schema, innermost first. */
function mapObjects(schema: Schema, map: (part: Schema) => Schema): Schema {
  const inside = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(inside);
    return typeof value === 'object' && value !== null ? mapObjects(value, map) : value;
  };
  return map(Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, inside(value)])));
}
