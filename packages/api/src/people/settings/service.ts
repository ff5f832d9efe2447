import { transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import type { Settings } from '../../core/settings.ts';
import type { UpdateSettings } from './schema.ts';
import { readSettings, settingKeys } from './store.ts';

/** Changes the given settings, effective immediately in every process. */
export async function updateSettings(ctx: Context, input: UpdateSettings): Promise<Settings> {
  await transaction(ctx.db, async (tx) => {
    const before = await readSettings(tx);
    for (const name of Object.keys(input) as (keyof Settings)[]) {
      const [key, from, to] = [settingKeys[name], before[name], input[name]];
      if (to === undefined || to === from) continue;
      await tx.setting.upsert({ where: { key }, create: { key, value: to }, update: { value: to } });
      await audit(ctx, tx, 'setting.update', { kind: 'setting', id: key }, { from, to });
    }
  });
  await ctx.settings.changed();
  return ctx.settings.current();
}
