import fc from 'fast-check';
import { z } from 'zod';

type Json = { [key: string]: unknown };

/** IDs for a field such as `deviceId`, from the caller's workspace and from another one. */
export type IdsFor = (field: string) => string[];

/** Inputs that match a schema, except for its refinements. */
export function validInputs(schema: z.ZodType, idsFor: IdsFor): fc.Arbitrary<unknown> {
  return fromSchema(z.toJSONSchema(schema, { io: 'input', reused: 'inline' }) as Json, '', idsFor);
}

function fromSchema(schema: Json, field: string, idsFor: IdsFor): fc.Arbitrary<unknown> {
  const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (options) return fc.oneof(...options.map((one) => fromSchema(one, field, idsFor)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  const { type } = schema;
  if (Array.isArray(type))
    return fc.oneof(...type.map((one) => fromSchema({ ...schema, type: one }, field, idsFor)));
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'string':
      return textOf(schema, field, idsFor);
    case 'array':
      return fc.array(
        fromSchema(schema.items as Json, field === 'to' ? 'email' : field.replace(/s$/, ''), idsFor),
        {
          minLength: schema.minItems as number | undefined,
          maxLength: Math.max(3, (schema.minItems as number | undefined) ?? 0),
        },
      );
    case 'object':
      return objectOf(schema, idsFor);
    default:
      return fc.jsonValue();
  }
}

function objectOf(schema: Json, idsFor: IdsFor): fc.Arbitrary<unknown> {
  const { properties, required = [], additionalProperties: more, propertyNames } = schema;
  if (properties === undefined && more)
    return fc.dictionary(
      textOf((propertyNames as Json) ?? {}, '', idsFor),
      typeof more === 'object' ? fromSchema(more as Json, '', idsFor) : fc.jsonValue(),
      { maxKeys: 3, noNullPrototype: true },
    );
  const fields = Object.entries((properties ?? {}) as Record<string, Json>);
  return fc.record(Object.fromEntries(fields.map(([name, one]) => [name, fromSchema(one, name, idsFor)])), {
    requiredKeys: required as string[],
    noNullPrototype: true,
  });
}

function numberOf({
  type,
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
}: Json): fc.Arbitrary<number> {
  const min = (minimum ?? exclusiveMinimum ?? -1e9) as number;
  const max = (maximum ?? exclusiveMaximum ?? 1e9) as number;
  const inside =
    type === 'integer'
      ? fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) })
      : fc.double({ min, max, noNaN: true });
  return fc.oneof(inside, fc.constantFrom(min, max));
}

const DAY_MS = 86_400_000;
const around = (from: number, to: number) =>
  fc.integer({ min: from * DAY_MS, max: to * DAY_MS }).map((ms) => iso(new Date(Date.now() + ms)));

/** Values by field name, where the schema alone does not suffice. */
const byName: Record<string, fc.Arbitrary<string>> = {
  email: fc.oneof(
    fc.emailAddress(),
    fc.constantFrom('one-of-us-1@example.com', 'somebody-of-elsewhere-1@example.com'),
  ),
  timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'),
  password: fc.constantFrom('a long walk by the sea', 'plenty of sound meters', 'x'),
  uri: fc.constantFrom('https://example.com/a b.png', 'http://[::1]/', 'https://example.com/{level}?a=%00#x'),
  url: fc.constantFrom('https://example.com/hook', 'http://127.0.0.1:9/'),
  host: fc.constantFrom('meter.invalid', '192.0.2.1'),
  server: fc.constantFrom('slmm.invalid:8100', '[::1]:9'),
  from: around(-3, -1),
  to: around(0, 2),
  timestamp: around(-1, 0),
};

const formats: Record<string, fc.Arbitrary<string>> = {
  'date-time': fc.oneof(
    fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2030-01-01') }).map(iso),
    fc.date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') }).map(iso),
  ),
  date: fc
    .date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') })
    .map((at) => iso(at).slice(0, 10)),
  email: fc.emailAddress(),
  uri: fc.oneof(fc.webUrl(), fc.constant('https://example.com/{level}?a=%00#x')),
  base64: fc.base64String(),
};

function textOf(
  { format, pattern, minLength, maxLength }: Json,
  field: string,
  idsFor: IdsFor,
): fc.Arbitrary<string> {
  if (format === 'uuid' || field === 'cursor')
    return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...idsFor(field)) }, fc.uuid());
  const known = formats[String(format)];
  const named = byName[field];
  if (named) return known ? fc.oneof({ weight: 3, arbitrary: named }, known) : named;
  if (known) return known;
  const free = fc.string({
    unit: 'grapheme',
    minLength: minLength as number | undefined,
    maxLength: Math.min((maxLength as number | undefined) ?? 40, 300),
  });
  return pattern === undefined ? free : matching(new RegExp(String(pattern)), free);
}

/** Falls back to other text for patterns that `fc.stringMatching` does not support. */
function matching(pattern: RegExp, otherwise: fc.Arbitrary<string>): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(pattern);
  } catch {
    return fc.oneof(otherwise, fc.domain());
  }
}

function iso(at: Date): string {
  return at.toISOString();
}
