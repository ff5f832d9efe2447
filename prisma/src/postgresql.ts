import { PrismaPg } from '@prisma/adapter-pg';

/** A server keeps every named statement until the connection closes, so queries without end get no name. */
const MAX_NAMED_STATEMENTS = 500;

/** The Prisma adapter of a PostgreSQL database, with a pool and statements that are prepared once a connection. */
export function postgresqlAdapter(url: string, poolSize: number): PrismaPg {
  return new PrismaPg(
    { connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000, application_name: 'sitecast' },
    { statementNameGenerator: createStatementNames() },
  );
}

function createStatementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return function nameOf({ sql }) {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MAX_NAMED_STATEMENTS) return ''; // the driver's word for "not named"
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}
