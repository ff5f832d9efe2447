import { type Database, Prisma } from '@sitecast/db';

/**
 * A condition: the column contains the text, ignoring case. Prisma's own `contains` treats `%` and `_` as wildcards.
 *
 * @param column with quotes, such as `d."name"`; never from a request
 */
export function containing({ databaseKind }: Database, column: string, text: string): Prisma.Sql {
  const pattern = `%${text.replaceAll(/[!%_]/g, '!$&')}%`;
  // LIKE ignores case in SQLite.
  const like = Prisma.raw(databaseKind === 'postgresql' ? 'ILIKE' : 'LIKE');
  return Prisma.sql`${Prisma.raw(column)} ${like} ${pattern} ESCAPE '!'`;
}
