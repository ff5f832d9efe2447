import fc from 'fast-check';

/** Values that hardly any field expects: wrong types, extremes, edge cases, and syntax of other languages. */
const hostileValue = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, 0, -0, -1, 0.1, 1e308, 5e-324, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21],
    ...['', ' ', 'NaN', 'Infinity', '-0', '1e309', 'null', 'undefined', '[object Object]', '__proto__'],
    ...[
      '\0',
      'a\0b',
      '\ud800',
      '\udfff\ud800',
      '\u202e',
      '\ufeff',
      'İ',
      'ß'.repeat(100),
      '👩‍👩‍👧‍👦'.repeat(50),
    ],
    ...["' OR 1=1 --", '%', '_', '\\', '!', '{{7*7}}', '<script>', '\r\nX: y', '../../etc/passwd'],
    ...[
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59.999Z',
      '2026-02-30T00:00:00Z',
      '+010000-01-01T00:00:00Z',
    ],
    ...[
      'https://',
      'javascript:alert(1)',
      'http://[::1]:99999',
      'http://a:b@c',
      `https://x/${'y'.repeat(3_000)}`,
    ],
    ...['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
    ...['a'.repeat(301), 'x'.repeat(20_000), [], {}, [[]], [null], { length: -1 }, { toString: 1 }, [{}, {}]],
  ),
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue(),
);

const strangeKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  '',
  'id',
  'workspaceId',
  'surprise',
];

interface Mutation {
  kind: 'replace' | 'remove' | 'add' | 'many';
  at: number;
  key: string;
  value: unknown;
}

const mutations = fc.array(
  fc.record<Mutation>({
    kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'many'),
    at: fc.nat(50),
    key: fc.constantFrom(...strangeKeys),
    value: hostileValue,
  }),
  { minLength: 1, maxLength: 2 },
);

/** Leaves the input as it is, or replaces, removes, adds or repeats a part of it. The result is always valid JSON. */
export function mutated(inputs: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const broken = fc.tuple(inputs, mutations).map(([input, all]) => all.reduce(apply, input));
  return fc.oneof({ weight: 2, arbitrary: inputs.map(copy) }, { weight: 3, arbitrary: broken });
}

function apply(given: unknown, { kind, at, key, value: shared }: Mutation): unknown {
  // Copied, as both are shared with other inputs.
  const [input, value] = [copy(given), copy(shared)];
  const properties = propertiesIn(input);
  const property = properties[at % (properties.length + 1)];
  // The input itself.
  if (!property) return kind === 'replace' ? value : input;
  const { holder, name } = property;
  const held = holder[name];
  if (kind === 'remove') delete holder[name];
  else if (kind === 'replace') holder[name] = value;
  else if (kind === 'many')
    holder[name] = Array.from({ length: properties.length > 30 ? 2 : 210 }, () => held);
  else if (Array.isArray(holder)) holder.push(value);
  // Not an assignment, as `__proto__` would set the prototype.
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  return input;
}

function copy(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

interface PropertyRef {
  holder: Record<string, unknown>;
  name: string;
}

function propertiesIn(value: unknown): PropertyRef[] {
  if (value === null || typeof value !== 'object') return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...propertiesIn(holder[name])]);
}
