import { PrismaClient as PostgresqlClient } from '../generated/postgresql/client.ts';
import { Prisma, PrismaClient } from '../generated/sqlite/client.ts';
import { postgresqlAdapter } from './postgresql.ts';
import { sqliteAdapter } from './sqlite.ts';
import { cannotOpen, type DatabaseAddress, type DatabaseKind, parseDatabaseUrl } from './url.ts';

export { Prisma };

/** One type for both databases: what SQLite's client can do, PostgreSQL's can too. */
export type Database = PrismaClient & {
  readonly databaseKind: DatabaseKind;
  /** Rolls back what is still open and gives up the file or the connections. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** The client inside a transaction. A function that only queries takes this: a `Database` is one as well. */
export type Transaction = Prisma.TransactionClient;

export interface DatabaseOptions {
  /** PostgreSQL only: connections kept by this process. Default 10. */
  poolSize?: number;
  /** Hears every statement that is sent, to count them in a test. */
  onQuery?: (sql: string) => void;
}

/**
 * Opens a migrated database; `migrate(url)` comes first.
 * @param url `file:/abs/path.db` (see `sqliteUrl`) or `postgres://…`
 * @throws {DatabaseError} `BAD_URL`, `CANNOT_OPEN`, or `IN_USE` when another process has the SQLite file
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const address = parseDatabaseUrl(url);
  const client = createClient(address, options);
  const { onQuery } = options;
  if (onQuery) (client as PrismaClient<'query'>).$on('query', ({ query }) => onQuery(query));
  const close = () => client.$disconnect();
  try {
    // Connecting alone asks nothing of PostgreSQL: a wrong address would show with the first request.
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
    // Long enough for a queue of writers on SQLite's one connection, short enough to name a stuck one.
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
  } as const;
  if (address.kind === 'sqlite') return new PrismaClient({ ...common, adapter: sqliteAdapter(address.file) });
  const adapter = postgresqlAdapter(address.url, poolSize);
  return new PostgresqlClient({ ...common, adapter }) as unknown as PrismaClient;
}
