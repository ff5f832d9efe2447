import { hash } from 'node:crypto';
import { AppError } from './errors.ts';
import { CURSOR } from './page.ts';

/** The cursor of a list (the path of its procedure), from the id where its page ended. */
export function cursorOf(list: string, id: string): string {
  return `${id}-${hash('sha256', `${list} ${id}`).slice(0, 8)}`;
}

/**
 * A cursor is a place in an order of ids: that of another list would hold here, and give a page of anything. What has
 * not the form of a cursor is for the schema to refuse.
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

/** An answer of this procedure; if it is a page, with a cursor of this list. */
export function withOwnCursor(list: string, answer: unknown): unknown {
  const { nextCursor } = (answer ?? {}) as { nextCursor?: unknown };
  return typeof nextCursor === 'string'
    ? { ...(answer as object), nextCursor: cursorOf(list, nextCursor) }
    : answer;
}
