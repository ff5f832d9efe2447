import { Prisma, type Transaction } from './client.ts';

/**
 * Inserts one row with plain SQL. Prisma plans every `create` in a batch again, which for sending an overlay costs more
 * than the rest of the transaction. Use `create` elsewhere.
 *
 * @param row columns by their Prisma names; `undefined` leaves the column's default, objects are stored as JSON
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
