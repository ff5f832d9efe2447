import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseKinds, readSchema, root, schemaFor } from './schema.ts';
import { diffSchema } from './schema-engine.ts';

/**
 * `migration <name>`: writes the next migration for both databases. It is computed against migrations/schema.snapshot,
 * the schema after the newest migration, so no database is needed.
 */
const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: pnpm migration <name>, in snake_case, e.g. add_device_notes');
  process.exit(1);
}

const snapshot = join(root, 'migrations', 'schema.snapshot');
const schema = readSchema();
const previous = existsSync(snapshot) ? readFileSync(snapshot, 'utf8') : schemaWithoutModels(schema);

const steps = await Promise.all(
  databaseKinds.map(async (kind) => ({
    kind,
    sql: await diffSchema({
      kind,
      from: { schema: schemaFor(kind, previous) },
      to: schemaFor(kind, schema),
    }),
  })),
);

if (steps.every((step) => step.sql === '')) {
  console.log('No changes: the migrations already match schema.prisma.');
} else {
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  for (const { kind, sql } of steps) {
    const folder = join(root, 'migrations', kind, `${timestamp}_${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'migration.sql'), sql || '-- No change on this database.\n');
    console.log(`Wrote ${join(folder, 'migration.sql')}`);
  }
  console.log('Review the SQL (edit it for renamed or newly required columns), then run: pnpm generate');
}
writeFileSync(snapshot, schema);

/** The empty schema before the first migration. */
function schemaWithoutModels(text: string): string {
  return text.replace(/^model \w+ \{.*?^\}/gms, '');
}
