import { snakeCase as toSnakeCase } from '@sitecast/protocol/snake-case';

/** JSON is snake_case at the REST API and camelCase in the procedures. This maps names, and nothing else. */

/** Names of our own fields, which are few; what callers make up may be anything, and stays out when it is full. */
const snakeNames = new Map<string, string>();
const MAX_KNOWN_NAMES = 2_000;

export function snakeCase(name: string): string {
  const known = snakeNames.get(name);
  if (known !== undefined) return known;
  const snake = toSnakeCase(name);
  if (snakeNames.size < MAX_KNOWN_NAMES && name.length <= 50) snakeNames.set(name, snake);
  return snake;
}

export function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Every key in a JSON value renamed, however deep. */
export function renameKeys(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename));
  if (value === null || typeof value !== 'object') return value;
  const renamed: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = rename(key);
    // An assignment would not make a field of it, but set what the object inherits from.
    if (name === '__proto__') Object.defineProperty(renamed, name, { value: item, enumerable: true });
    else renamed[name] = renameKeys(item, rename);
  }
  return renamed;
}

/** The path of the first key that is not written in snake_case, such as `deviceId`; null when there is none. */
export function foreignKey(value: unknown, path: (string | number)[] = []): (string | number)[] | null {
  if (value === null || typeof value !== 'object') return null;
  for (const [key, item] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const inside = !Array.isArray(value) && snakeCase(camelCase(key)) !== key ? at : foreignKey(item, at);
    if (inside) return inside;
  }
  return null;
}
