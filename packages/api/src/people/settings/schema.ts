import { z } from 'zod';
import { Settings } from '../../core/settings.ts';

export { Settings };

/** Changes the given settings. */
export const UpdateSettings = z.strictObject(Settings.shape).partial();
export type UpdateSettings = z.infer<typeof UpdateSettings>;
