import { snakeCase as toSnakeCase } from '@sitecast/protocol/snake-case';

/** The REST API uses snake_case in JSON, the procedures camelCase. These functions convert between them. */

/** Cached names. Our own fields are few; the limit keeps arbitrary names from callers from filling it. */
const snakeNames = new Map<string, string>();
const MAX_CACHED_NAMES = 2_000;

export function snakeCase(name: string): string {
  const known = snakeNames.get(name);
  if (known !== undefined) return known;
  const snake = toSnakeCase(name);
  if (snakeNames.size < MAX_CACHED_NAMES && name.length <= 50) snakeNames.set(name, snake);
  return snake;
}

export function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Renames every key in a JSON value, at any depth. */
export function renameKeys(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename));
  if (value === null || typeof value !== 'object') return value;
  const renamed: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = rename(key);
    // An assignment would set the object's prototype instead of a field.
    if (name === '__proto__') Object.defineProperty(renamed, name, { value: item, enumerable: true });
    else renamed[name] = renameKeys(item, rename);
  }
  return renamed;
}

/** The path of the first key that is not snake_case, such as `deviceId`, or null. */
export function findMisnamedKey(value: unknown, path: (string | number)[] = []): (string | number)[] | null {
  if (value === null || typeof value !== 'object') return null;
  for (const [key, item] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const inside =
      !Array.isArray(value) && snakeCase(camelCase(key)) !== key ? at : findMisnamedKey(item, at);
    if (inside) return inside;
  }
  return null;
}
