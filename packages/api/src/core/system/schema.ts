import { z } from 'zod';

export const SystemInfo = z.object({ name: z.literal('Sitecast'), version: z.string() });
