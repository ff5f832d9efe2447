import { Prisma, type Transaction } from './client.ts';

/**
 * One row by plain SQL. Prisma's own `create` plans anew for every call in a batch, which on the way of an overlay
 * to its screens costs more than the rest of the transaction; elsewhere use `create`.
 *
 * @param row columns as Prisma names them; `undefined` leaves the column's default, an object is stored as JSON
 */
export function insertRow<Row extends object>(db: Transaction, table: Prisma.ModelName, row: Row) {
  const given = Object.entries(row).filter(([, value]) => value !== undefined);
  const columns = Prisma.raw(given.map(([column]) => `"${column}"`).join(', '));
  const values = Prisma.join(given.map(([, value]) => toParameter(value)));
  return db.$executeRaw`INSERT INTO ${Prisma.raw(`"${table}"`)} (${columns}) VALUES (${values})`;
}

function toParameter(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
    ? JSON.stringify(value)
    : value;
}
