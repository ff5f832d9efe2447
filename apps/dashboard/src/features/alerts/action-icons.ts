import type { Rule } from '@sitecast/api/alerts/rules/schema';
import type { LucideIcon } from 'lucide-solid';
import { AppWindow, Mail, PictureInPicture, Webhook } from '../../ui/icons.ts';

export type ActionKind = Rule['actions'][number]['kind'];
export const actionKinds = ['email', 'overlay', 'webhook', 'portal'] as const satisfies ActionKind[];

export const actionIcons: Record<ActionKind, LucideIcon> = {
  email: Mail,
  webhook: Webhook,
  portal: AppWindow,
  overlay: PictureInPicture,
};
