import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { DatabaseKind } from '../src/url.ts';

/** What a schema is compared with: the text of another schema, or a database. */
export type DiffSource = { schema: string } | { database: SqlMigrationAwareDriverAdapterFactory };

/** The SQL that migrates `from` to the schema `to`, in the dialect of `kind`; '' if they are equal. */
export async function diffSchema(options: {
  kind: DatabaseKind;
  from: DiffSource;
  to: string;
}): Promise<string> {
  const { kind, from, to } = options;
  await loadEngine();
  const adapter = 'database' in from ? from.database : offlineAdapter(kind);
  const engine = await bindings.SchemaEngine.new(
    { datamodels: [['schema.prisma', to]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  try {
    const { stdout } = await engine.diff({
      from: diffTarget(from, to),
      to: { tag: 'schemaDatamodel', ...schemaFiles(to) },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout === null || stdout.startsWith('-- This is an empty migration.') ? '' : stdout;
  } finally {
    engine.free();
  }
}

function diffTarget(from: DiffSource, to: string): bindings.DiffTarget {
  if ('schema' in from) return { tag: 'schemaDatamodel', ...schemaFiles(from.schema) };
  return { tag: 'schemaDatasource', ...schemaFiles(to) };
}

function schemaFiles(content: string) {
  return { files: [{ path: 'schema.prisma', content }], configDir: '.' };
}

/** The part of WebAssembly used here, which TypeScript only declares with the DOM. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

let loading: Promise<void> | undefined;

/** Node 20 can't import .wasm modules, so the instance is passed to the engine's JavaScript part. */
function loadEngine(): Promise<void> {
  loading ??= (async () => {
    const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const imports = { './schema_engine_bg.js': bindings };
    const { instance } = await WebAssembly.instantiate(readFileSync(glue.replace(/\.js$/, '.wasm')), imports);
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  return loading;
}

/**
 * An adapter for comparing two schemas without a database. The engine connects first and queries the PostgreSQL version,
 * so this answers only that.
 */
function offlineAdapter(kind: DatabaseKind): SqlMigrationAwareDriverAdapterFactory {
  const provider = kind === 'sqlite' ? 'sqlite' : 'postgres';
  const refuse = () => Promise.reject(new Error('Comparing two schemas must not change a database'));
  const connection: SqlDriverAdapter = {
    provider,
    adapterName: 'offline',
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 16.0', 160_000]],
    }),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: async () => {},
  };
  return {
    provider,
    adapterName: connection.adapterName,
    connect: async () => connection,
    connectToShadowDb: async () => connection,
  };
}
