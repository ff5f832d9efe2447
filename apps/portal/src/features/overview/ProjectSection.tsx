import type { PortalProject } from '@sitecast/api/portal/view/schema';
import { For, Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { zoneName } from '../../ui/time.ts';
import type { AnswerTime } from './freshness.ts';
import { LocationTile } from './LocationTile.tsx';
import { ProjectMap } from './ProjectMap.tsx';

interface ProjectSectionProps {
  project: PortalProject;
  answer: AnswerTime;
  /** Whether to show the project's name, unless it is the page title. */
  titled: boolean;
}

/** A project's locations as tiles, and on a map if they have coordinates. */
export function ProjectSection(props: ProjectSectionProps) {
  return (
    <section class="flex flex-col gap-4 pb-4 sm:gap-5">
      <Show when={props.titled}>
        <h2 class="text-xl font-semibold tracking-[-0.012em] wrap-anywhere">{props.project.name}</h2>
      </Show>
      <Show
        when={props.project.locations.length > 0}
        fallback={<p class="text-base text-quiet">{t('portalOverview.noLocations')}</p>}
      >
        <div class="grid gap-4 sm:grid-cols-2 sm:gap-5 lg:grid-cols-3">
          <For each={props.project.locations}>
            {(tile) => (
              <LocationTile
                tile={tile}
                timezone={props.project.timezone}
                answer={props.answer}
                heading={props.titled ? 'h3' : 'h2'}
              />
            )}
          </For>
        </div>
        <ProjectMap project={props.project} />
        <p class="text-sm text-quiet">
          {t('portalLocation.times', { zone: zoneName(props.project.timezone) })}
        </p>
      </Show>
    </section>
  );
}
