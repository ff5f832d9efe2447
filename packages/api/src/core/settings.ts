import { z } from 'zod';

/** What an administrator of the installation can change while it runs. */
export const Settings = z.object({
  tokenRequestsPerMinute: z.int().min(1).max(100_000).describe('Requests per minute per API token'),
  readingRetentionDays: z.int().min(7).max(36_500).describe('Days to keep readings'),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = { tokenRequestsPerMinute: 600, readingRetentionDays: 400 };
