import { z } from 'zod';
import { Email } from '../../people/users/schema.ts';
import { TargetId } from '../../screens/overlays/schema.ts';
import { ActionLanguage, EmailAction, OverlayAction, webhook } from '../rules/schema.ts';

/** What one delivery does: an e-mail action has one delivery per address, an overlay action one per target. */
export const DeliveryAction = z.discriminatedUnion('kind', [
  EmailAction.extend({ to: Email, language: ActionLanguage }),
  z.strictObject({ ...webhook, secretId: z.string() }),
  OverlayAction.omit({ targetIds: true }).extend({ targetId: TargetId, language: ActionLanguage }),
]);
export type DeliveryAction = z.infer<typeof DeliveryAction>;
