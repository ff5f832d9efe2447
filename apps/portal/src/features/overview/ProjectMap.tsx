import type { LevelState, PortalProject } from '@sitecast/api/portal/view/schema';
import { Skeleton } from '@sitecast/ui';
import type { SitePoint } from '@sitecast/ui/site-map';
import { useNavigate } from '@solidjs/router';
import { createMemo, lazy, Show, Suspense } from 'solid-js';
import { t } from '../../i18n/i18n.ts';

const SiteMap = lazy(() => import('@sitecast/ui/site-map').then((module) => ({ default: module.SiteMap })));

const colors: Record<LevelState, string> = {
  quiet: '--good',
  ask: '--ask',
  act: '--act',
  offline: '--quiet',
  none: '--accent',
};

/** A map of the project's locations that have coordinates. */
export function ProjectMap(props: { project: PortalProject }) {
  const navigate = useNavigate();
  // The same object unless points change, so that the zoom is kept.
  const points = createMemo<SitePoint[]>(
    () =>
      props.project.locations.flatMap(({ id, name, lat, lng, state }) =>
        lat === null || lng === null ? [] : [{ id, name, lat, lng, color: colors[state] }],
      ),
    [],
    { equals: (before, now) => JSON.stringify(before) === JSON.stringify(now) },
  );
  return (
    <Show when={points().length > 0}>
      <div class="overflow-hidden rounded-card border border-line">
        <Suspense fallback={<Skeleton class="h-72 rounded-none sm:h-80" />}>
          <SiteMap
            label={t('portalOverview.map', { project: props.project.name })}
            points={points()}
            onSelect={(id) => navigate(`/location/${id}`)}
            class="h-72 sm:h-80"
          />
        </Suspense>
      </div>
    </Show>
  );
}
