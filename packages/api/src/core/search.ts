import { type Database, Prisma } from '@sitecast/db';

/**
 * Whether a column holds the text, in whatever case. Prisma's own `contains` would take `%` and `_` for wildcards.
 *
 * @param column with quotes, such as `d."name"`; never out of a request
 */
export function containing({ databaseKind }: Database, column: string, text: string): Prisma.Sql {
  const pattern = `%${text.replaceAll(/[!%_]/g, '!$&')}%`;
  // SQLite's LIKE ignores case in itself.
  const like = Prisma.raw(databaseKind === 'postgresql' ? 'ILIKE' : 'LIKE');
  return Prisma.sql`${Prisma.raw(column)} ${like} ${pattern} ESCAPE '!'`;
}
