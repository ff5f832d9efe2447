import { hash } from 'node:crypto';
import { AppError } from './errors.ts';
import { CURSOR } from './page.ts';

/**
 * The cursor that a list hands out.
 *
 * @param list the path of its procedure
 * @param id of the last row of the page
 */
export function cursorOf(list: string, id: string): string {
  return `${id}-${hash('sha256', `${list} ${id}`).slice(0, 8)}`;
}

/**
 * Refuses another list's cursor. A cursor is a position in an order of ids, so it would be accepted and return an
 * arbitrary page. Malformed cursors are left to the schema.
 *
 * @throws AppError VALIDATION
 */
export function refuseForeignCursor(list: string, input: unknown): void {
  const { cursor } = (input ?? {}) as { cursor?: unknown };
  const id = typeof cursor === 'string' ? CURSOR.exec(cursor)?.[1] : undefined;
  if (id === undefined || cursor === cursorOf(list, id)) return;
  const message = 'Not a cursor of this list';
  throw new AppError('VALIDATION', `cursor: ${message}`, { errors: [{ path: ['cursor'], message }] });
}

/** The procedure's output; if it is a page, with a cursor of this list. */
export function withOwnCursor(list: string, answer: unknown): unknown {
  const { nextCursor } = (answer ?? {}) as { nextCursor?: unknown };
  return typeof nextCursor === 'string'
    ? { ...(answer as object), nextCursor: cursorOf(list, nextCursor) }
    : answer;
}
