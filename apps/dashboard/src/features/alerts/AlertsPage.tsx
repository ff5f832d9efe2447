import { Tabs } from '@kobalte/core/tabs';
import { Button, PageHeader } from '@sitecast/ui';
import { useSearchParams } from '@solidjs/router';
import { Show } from 'solid-js';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { lazyPart } from '../../i18n/i18n.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Plus } from '../../ui/icons.ts';
import { AlertList } from './AlertList.tsx';
import { RuleList } from './RuleList.tsx';

const RuleDialog = lazyPart(() => import('./RuleDialog.tsx'));

const tabs = ['alerts', 'rules'] as const;

/** Alerts, and the rules that raise them in a second tab, `?show=rules`. */
export function AlertsPage() {
  const { mayChange } = useWorkspace();
  const [query, setQuery] = useSearchParams<{ show: string }>();
  const { openDialog } = useDialogs();
  const createRule = () => openDialog(RuleDialog);
  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('alerts.title')}
        actions={
          <Show when={mayChange}>
            <Button variant="primary" onClick={createRule}>
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
          <RuleList onCreate={createRule} />
        </Tabs.Content>
      </Tabs>
    </div>
  );
}
