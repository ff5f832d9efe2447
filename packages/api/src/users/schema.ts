import { z } from 'zod';

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email('Enter an e-mail address'));
/** Bounds only; whether it is strong enough is the service's rule. */
export const Password = z.string().min(1).max(1024);
export const PersonName = z.string().trim().min(1).max(100);
export const PlatformRole = z.enum(['admin', 'user']);
export const WorkspaceRole = z.enum(['admin', 'operator', 'viewer']);
export type WorkspaceRole = z.infer<typeof WorkspaceRole>;
