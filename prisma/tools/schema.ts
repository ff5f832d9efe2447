import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseKind } from '../src/url.ts';

/** The folder of this package. */
export const root = join(import.meta.dirname, '..');

export const databaseKinds: DatabaseKind[] = ['sqlite', 'postgresql'];

/** schema.prisma as written, for SQLite. */
export function readSchema(): string {
  return readFileSync(join(root, 'schema.prisma'), 'utf8');
}

/**
 * The schema for one database. Prisma requires a literal provider, so it is replaced in the text; the output path is
 * relative to generated/schema, where `generate` writes the schema.
 */
export function schemaFor(kind: DatabaseKind, schema = readSchema()): string {
  const provider = replaceOnce(schema, 'provider = "sqlite"', `provider = "${kind}"`);
  return replaceOnce(provider, '"./generated/sqlite"', `"../${kind}"`);
}

/** The migrations of one database, oldest first. */
export function readMigrations(kind: DatabaseKind): { name: string; sql: string }[] {
  const folder = join(root, 'migrations', kind);
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
}

function replaceOnce(text: string, what: string, by: string): string {
  const parts = text.split(what);
  if (parts.length !== 2) throw new Error(`schema.prisma must contain ${what} exactly once`);
  return parts.join(by);
}
