import { randomUUID } from 'node:crypto';
import type { Database } from '@sitecast/db';

/** Meters in a workspace of their own, with nothing else around them. Returns their ids, sorted. */
export async function insertUnits(db: Database, count: number): Promise<string[]> {
  const workspaceId = randomUUID();
  await db.workspace.create({ data: { id: workspaceId, name: 'Sites' }, select: { id: true } });
  const ids = Array.from({ length: count }, () => randomUUID()).sort();
  await db.unit.createMany({
    data: ids.map((id, n) => ({ id, workspaceId, name: `Meter ${n}`, source: { kind: 'push' } })),
  });
  return ids;
}
