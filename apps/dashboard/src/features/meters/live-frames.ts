import type { UnitStatus } from '@sitecast/api/sites/units/schema';
import { createEffect, onCleanup } from 'solid-js';
import { useWorkspace } from '../../api/workspace.tsx';

export type Frame = NonNullable<UnitStatus['lastFrame']>;

/**
 * Follows a meter, which is read about once a second while anybody does: only while it is looked at.
 *
 * @param onFrame first the newest frame that is known, then each new one
 */
export function followMeter(
  unitId: () => string,
  isLookedAt: () => boolean,
  onFrame: (frame: Frame) => void,
): void {
  const { api } = useWorkspace();
  createEffect(() => {
    if (!isLookedAt()) return;
    const subscription = api.units.live.subscribe(
      { unitId: unitId() },
      { onData: ({ frame }) => frame && onFrame(frame) },
    );
    onCleanup(() => subscription.unsubscribe());
  });
}
