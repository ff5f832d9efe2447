import { buttonClass, Card } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { answerOf } from '../../api/answer.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { ExternalLink } from '../../ui/icons.ts';

/** Links that open the demo's screens as players, each in a tab. Their URLs carry the screen's secret. */
export function DemoScreens() {
  const { api, mayChange } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: keys.demoScreens,
    queryFn: () => api.demo.screens.query({}),
    enabled: mayChange,
    staleTime: Number.POSITIVE_INFINITY,
  }));
  const screens = () => answerOf(query)?.screens ?? [];
  return (
    <Show when={screens().length > 0}>
      <Card class="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 bg-accent-soft/40 px-5 py-4">
        <div class="flex min-w-0 flex-col">
          <h2 class="font-semibold">{t('overlays.demo.title')}</h2>
          <p class="text-sm text-quiet">{t('overlays.demo.lead')}</p>
        </div>
        <div class="flex flex-wrap gap-2">
          <For each={screens()}>
            {({ name, path }) => (
              <a
                href={path}
                target="_blank"
                rel="noopener noreferrer"
                class={buttonClass('secondary', 'sm')}
                aria-label={t('overlays.demo.open', { name })}
              >
                <ExternalLink class="size-4" aria-hidden="true" />
                {name}
              </a>
            )}
          </For>
        </div>
      </Card>
    </Show>
  );
}
