import { z } from 'zod';

/** A cursor as callers see it: the id of the last row of the page and a checksum of the list (`cursors.ts`). */
export const CURSOR = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9a-f]{8}$/;

/** The input of every list: the number of items (default 50, at most 200) and where the previous page ended. */
export const Page = z.strictObject({
  limit: z.int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(CURSOR, 'Must be the next_cursor of a previous page')
    .transform((cursor) => cursor.replace(CURSOR, '$1'))
    .optional(),
});
/** The parsed input: its cursor is an id. */
export type Page = z.infer<typeof Page>;

/** The output of every list. `nextCursor` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Prisma arguments for one page by id, plus one row that shows whether there is a next page. */
export function keyset({ limit, cursor }: Page, direction: 'asc' | 'desc') {
  return {
    take: limit + 1,
    orderBy: { id: direction },
    after: cursor === undefined ? {} : { id: direction === 'asc' ? { gt: cursor } : { lt: cursor } },
  } as const;
}

/** Drops the extra row of `keyset` and sets `nextCursor`. */
export function toPage<Row extends { id: string }, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
) {
  const page = rows.slice(0, limit);
  return { items: page.map(toItem), nextCursor: rows.length > limit ? page.at(-1)!.id : null };
}
