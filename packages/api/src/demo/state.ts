import type { Database } from '@sitecast/db';
import { DemoState } from './schema.ts';

/** The row that keeps the demo's state. */
export const DEMO_KEY = 'demo';

/** Null when this installation has no demo. */
export async function readState(db: Database): Promise<DemoState | null> {
  const row = await db.setting.findUnique({ where: { key: DEMO_KEY }, select: { value: true } });
  return DemoState.safeParse(row?.value).data ?? null;
}
