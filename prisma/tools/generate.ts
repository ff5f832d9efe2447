import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DatabaseKind } from '../src/url.ts';
import { databaseKinds, readMigrations, root, schemaFor } from './schema.ts';

/**
 * Writes generated/: a Prisma client for each database and the migrations as a module, so that they are
 * part of the bundle and nobody has to find .sql files at run time.
 */
const require = createRequire(import.meta.url);
const prismaCli = require.resolve('prisma/build/index.js');
const generated = join(root, 'generated');

mkdirSync(join(generated, 'schema'), { recursive: true });
writeFileIfChanged(join(generated, 'migrations.ts'), migrationsModule());
try {
  await Promise.all(databaseKinds.map(generateClient));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Skips a client that is up to date: other processes may be importing it. */
async function generateClient(kind: DatabaseKind): Promise<void> {
  const schema = schemaFor(kind);
  const schemaFile = join(generated, 'schema', `${kind}.prisma`);
  const stampFile = join(generated, 'schema', `${kind}.stamp`);
  const stamp = createHash('sha256').update(schema).update(readFileSync(prismaCli)).digest('hex');
  const upToDate =
    existsSync(join(generated, kind, 'client.ts')) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp;
  if (upToDate) return;

  writeFileSync(schemaFile, schema);
  try {
    await promisify(execFile)(
      process.execPath,
      [prismaCli, 'generate', '--no-hints', '--schema', schemaFile],
      {
        cwd: root,
        // `prisma generate` would download the schema engine, which it never runs: any executable satisfies it.
        env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
      },
    );
  } catch (error) {
    const { stderr, stdout } = error as { stderr: string; stdout: string };
    throw new Error(`The ${kind} client could not be generated:\n${stderr || stdout}`, { cause: error });
  }
  writeFileSync(stampFile, stamp);
}

function migrationsModule(): string {
  const migrations = Object.fromEntries(databaseKinds.map((kind) => [kind, readMigrations(kind)]));
  const type = "Record<'sqlite' | 'postgresql', { name: string; sql: string }[]>";
  return `// Written by tools/generate.ts from migrations/.\nexport const migrations: ${type} = ${JSON.stringify(migrations, null, 2)};\n`;
}

function writeFileIfChanged(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}
