import type { Database, Statement } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';

/** How many are kept: more than the server has, apart from lists of many lengths. */
const KEPT_STATEMENTS = 500;

/**
 * Prisma's adapter compiles every statement anew, which takes longer than most take to run. Here each is compiled
 * once, until a table changes: what was compiled before would name its columns as they were.
 */
export function keepStatements(client: Pick<Database, 'prepare'>): void {
  const compile = client.prepare.bind(client);
  const kept = new LRUCache<string, Statement>({ max: KEPT_STATEMENTS });
  client.prepare = ((sql: string) => {
    if (/^\s*(CREATE|ALTER|DROP)\b/i.test(sql)) kept.clear();
    let statement = kept.get(sql);
    if (!statement) {
      statement = compile(sql);
      kept.set(sql, statement);
    }
    return bindable(statement, []);
  }) as Database['prepare'];
}

/** As much of a statement as the adapter uses. Bound for good, a kept one could not be used with other values. */
function bindable(statement: Statement, values: unknown[]) {
  return {
    reader: statement.reader,
    bind: (others: unknown[]) => bindable(statement, others),
    run: () => statement.run(values),
    columns: () => statement.columns(),
    raw: () => ({ all: () => statement.raw().all(values) }),
  };
}
