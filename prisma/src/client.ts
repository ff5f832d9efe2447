import { PrismaClient as PostgresqlClient } from '../generated/postgresql/client.ts';
import { Prisma, PrismaClient } from '../generated/sqlite/client.ts';
import { postgresqlAdapter } from './postgresql.ts';
import { sqliteAdapter } from './sqlite.ts';
import { cannotOpen, type DatabaseAddress, type DatabaseKind, parseDatabaseUrl } from './url.ts';

export { Prisma };

/** One type for both databases, because the PostgreSQL client can do everything the SQLite client can. */
export type Database = PrismaClient & {
  readonly databaseKind: DatabaseKind;
  /** Rolls back open transactions and releases the file or the connections. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** The client inside a transaction. Functions that only run queries take this; a `Database` is assignable to it. */
export type Transaction = Prisma.TransactionClient;

export interface DatabaseOptions {
  /** PostgreSQL only: connections in the pool of this process. Default 10. */
  poolSize?: number;
  /** Called with every SQL statement, for counting queries in tests. */
  onQuery?: (sql: string) => void;
}

/**
 * Opens a database. Call `migrate(url)` first.
 * @param url `file:/abs/path.db` (see `sqliteUrl`) or `postgres://…`
 * @throws {DatabaseError} `BAD_URL`, `CANNOT_OPEN`, or `IN_USE` if another process has the SQLite file open
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const address = parseDatabaseUrl(url);
  const client = createClient(address, options);
  const { onQuery } = options;
  if (onQuery) (client as PrismaClient<'query'>).$on('query', ({ query }) => onQuery(query));
  const close = () => client.$disconnect();
  try {
    // $connect does not contact PostgreSQL, so a wrong address would only show with the first request.
    await client.$queryRaw`SELECT 1`;
  } catch (error) {
    await close();
    throw cannotOpen(address, error);
  }
  return Object.assign(client, { databaseKind: address.kind, close, [Symbol.asyncDispose]: close });
}

function createClient(address: DatabaseAddress, { poolSize = 10, onQuery }: DatabaseOptions): PrismaClient {
  const queries: Prisma.LogDefinition[] = onQuery ? [{ emit: 'event', level: 'query' }] : [];
  const common = {
    errorFormat: 'minimal',
    log: queries,
    // Long enough to queue for SQLite's single connection, short enough to detect a stuck transaction.
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
  } as const;
  if (address.kind === 'sqlite') return new PrismaClient({ ...common, adapter: sqliteAdapter(address.file) });
  const adapter = postgresqlAdapter(address.url, poolSize);
  return new PostgresqlClient({ ...common, adapter }) as unknown as PrismaClient;
}
