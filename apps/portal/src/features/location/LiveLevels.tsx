import type { PortalFrame, PortalLocation } from '@sitecast/api/portal/view/schema';
import { periodAt } from '@sitecast/monitor/level-state';
import { Skeleton } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createEffect, createSignal, lazy, on, Show, Suspense } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePortal } from '../../api/portal.tsx';
import { recheckSession } from '../../api/query-client.ts';
import { LevelCards } from './LevelCards.tsx';
import { createLastHour } from './last-hour.ts';
import { createLiveLocation } from './live-location.ts';
import { PausedOverlay } from './PausedOverlay.tsx';

/** Loaded lazily, because the chart library is as large as the rest of the page. */
const LastHour = lazy(() => import('./LastHour.tsx').then((module) => ({ default: module.LastHour })));

/** Current values and chart of the last hour, updated about every second. */
export function LiveLevels(props: { location: PortalLocation }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const { id: locationId } = props.location;
  const [streamed, setStreamed] = createSignal<PortalFrame | null>(null);
  const hour = createLastHour({
    recent: () => api.recent.query({ locationId }),
    minutes: () => api.history.query({ locationId, ...lastHour(props.location.at), step: '1m' }),
  });
  const { phase, resume } = createLiveLocation({
    api,
    locationId,
    // A location without a meter has no stream.
    ready: () => props.location.measured,
    onFrame(frame) {
      setStreamed(frame);
      hour.add(frame);
    },
  });
  void hour.catchUp();
  let missed = false;
  createEffect(
    on(
      phase,
      (now) => {
        if (now === 'live' && missed) void hour.catchUp();
        missed = now === 'hidden' || now === 'paused' || now === 'reconnecting' || (missed && now !== 'live');
        if (now === 'refused') void recheckSession(queries);
        if (now === 'gone') void queries.invalidateQueries({ queryKey: keys.location(locationId) });
      },
      { defer: true },
    ),
  );

  const frame = () => newest(streamed(), props.location.frame);
  const timezone = () => props.location.project.timezone;
  const at = () => new Date(frame()?.timestamp ?? props.location.at);
  const limits = () => props.location.limits;
  const limitNow = () => limits()?.[periodAt(at(), timezone())] ?? null;
  return (
    <div class="relative flex flex-col gap-5">
      <Show when={phase() === 'paused'}>
        <PausedOverlay onResume={resume} />
      </Show>
      <div class="flex flex-col gap-5" inert={phase() === 'paused'}>
        <LevelCards
          frame={frame()}
          phase={phase()}
          measured={props.location.measured}
          timezone={timezone()}
          limits={{ now: limitNow(), max: limits()?.max ?? null }}
        />
        <Suspense fallback={<Skeleton class="h-96" />}>
          <LastHour
            name={props.location.name}
            levels={hour.levels()}
            timezone={timezone()}
            limits={{ now: limitNow(), max: limits()?.max ?? null }}
          />
        </Suspense>
      </div>
    </div>
  );
}

/** Server time. */
function lastHour(at: string): { from: string; to: string } {
  return { from: new Date(Date.parse(at) - 3_600_000).toISOString(), to: at };
}

function newest(one: PortalFrame | null, other: PortalFrame | null): PortalFrame | null {
  if (!one || !other) return one ?? other;
  return one.timestamp >= other.timestamp ? one : other;
}
