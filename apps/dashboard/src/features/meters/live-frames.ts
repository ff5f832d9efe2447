import type { UnitStatus } from '@sitecast/api/sites/units/schema';
import { createEffect, onCleanup } from 'solid-js';
import { useWorkspace } from '../../api/workspace.tsx';

export type Frame = NonNullable<UnitStatus['lastFrame']>;

/**
 * Subscribes to a meter's frames while it is visible; a meter with subscribers is polled about once a second.
 *
 * @param onFrame takes the newest frame first, then each new one
 */
export function followMeter(
  unitId: () => string,
  isVisible: () => boolean,
  onFrame: (frame: Frame) => void,
): void {
  const { api } = useWorkspace();
  createEffect(() => {
    if (!isVisible()) return;
    const subscription = api.units.live.subscribe(
      { unitId: unitId() },
      { onData: ({ frame }) => frame && onFrame(frame) },
    );
    onCleanup(() => subscription.unsubscribe());
  });
}
