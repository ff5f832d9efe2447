import type { DevicePrincipal } from '@sitecast/auth';
import type { Context } from '../../core/context.ts';

/** The context of a call by a screen. */
export interface DeviceContext extends Context {
  principal: DevicePrincipal;
}
