import type { PortalAlert } from '@sitecast/api/portal/view/schema';
import { t } from '../../i18n/i18n.ts';

/** The condition of an alert: "LAeq,15min above 65.0 dB". */
export function alertText({
  condition: { metric, direction, threshold },
}: Pick<PortalAlert, 'condition'>): string {
  switch (metric) {
    case 'unreachable':
    case 'stopped':
    case 'clockDrift':
    case 'batteryLow':
      return t(`portalAlerts.${metric}`);
    default:
      return t(`portalAlerts.${direction ?? 'above'}`, {
        metric: t(`portalLevel.${metric}`),
        threshold: threshold ?? 0,
      });
  }
}
