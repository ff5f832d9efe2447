import { PrismaPg } from '@prisma/adapter-pg';

/** The server keeps named statements until the connection closes, so their number is limited. */
const MAX_NAMED_STATEMENTS = 500;

/** The Prisma adapter for PostgreSQL, with a pool and statements that are prepared once per connection. */
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
    if (names.size >= MAX_NAMED_STATEMENTS) return ''; // unnamed
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}
