import type { Database, Statement } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';

/** More than the server has, apart from lists of varying length. */
const MAX_STATEMENTS = 500;

/**
 * Caches compiled statements, which Prisma's adapter would compile again each time, taking longer than most take to run.
 * The cache is cleared when a table changes, because compiled statements keep its old columns.
 */
export function cacheStatements(client: Pick<Database, 'prepare'>): void {
  const compile = client.prepare.bind(client);
  const cache = new LRUCache<string, Statement>({ max: MAX_STATEMENTS });
  client.prepare = ((sql: string) => {
    if (/^\s*(CREATE|ALTER|DROP)\b/i.test(sql)) cache.clear();
    let statement = cache.get(sql);
    if (!statement) {
      statement = compile(sql);
      cache.set(sql, statement);
    }
    return bindable(statement, []);
  }) as Database['prepare'];
}

/** The subset of a statement that the adapter uses. `bind` must not bind permanently, because statements are reused. */
function bindable(statement: Statement, values: unknown[]) {
  return {
    reader: statement.reader,
    bind: (others: unknown[]) => bindable(statement, others),
    run: () => statement.run(values),
    columns: () => statement.columns(),
    raw: () => ({ all: () => statement.raw().all(values) }),
  };
}
