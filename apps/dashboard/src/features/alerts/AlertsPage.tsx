import { Tabs } from '@kobalte/core/tabs';
import { Button, PageHeader } from '@sitecast/ui';
import { useSearchParams } from '@solidjs/router';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { Plus } from '../../ui/icons.ts';
import { AlertList } from './AlertList.tsx';
import { RuleList } from './RuleList.tsx';

const RuleDialog = lazy(() => import('./RuleDialog.tsx').then((module) => ({ default: module.RuleDialog })));

const tabs = ['alerts', 'rules'] as const;

/** What is wrong and was, and the rules that say so. `?show=rules` opens with these. */
export function AlertsPage() {
  const { mayChange } = useWorkspace();
  const [query, setQuery] = useSearchParams<{ show: string }>();
  const [creating, setCreating] = createSignal(false);
  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('alerts.title')}
        actions={
          <Show when={mayChange}>
            <Button variant="primary" onClick={() => setCreating(true)}>
              <Plus class="size-4" aria-hidden="true" />
              {t('rules.create')}
            </Button>
          </Show>
        }
      />
      <Tabs
        value={query.show === 'rules' ? 'rules' : 'alerts'}
        onChange={(show) => setQuery({ show: show === 'rules' ? show : null }, { replace: true })}
        class="flex flex-col gap-5"
      >
        <Tabs.List class="flex gap-5 border-b border-line" aria-label={t('alerts.title')}>
          {tabs.map((value) => (
            <Tabs.Trigger
              value={value}
              class="-mb-px border-b-2 border-transparent px-0.5 pb-2.5 font-medium text-quiet transition-colors hover:text-ink data-[selected]:border-accent data-[selected]:text-ink"
            >
              {t(`alerts.tabs.${value}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="alerts" class="outline-none">
          <AlertList />
        </Tabs.Content>
        <Tabs.Content value="rules" class="outline-none">
          <RuleList onCreate={() => setCreating(true)} />
        </Tabs.Content>
      </Tabs>
      <Suspense>
        <Show when={creating()}>
          <RuleDialog rule={null} onClose={() => setCreating(false)} />
        </Show>
      </Suspense>
    </div>
  );
}
