import { DryRun, type DryRunResult } from '@sitecast/api/alerts/rules/schema';
import { Button } from '@sitecast/ui';
import { createEffect, createSignal, on, Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { FlaskConical } from '../../ui/icons.ts';
import { DryRunAnswer } from './DryRunAnswer.tsx';

interface DryRunPanelProps {
  /** The request for the form's current state; it may be incomplete. */
  input: () => object;
  disabled: boolean;
}

/** Runs an unsaved rule over the last days. */
export function DryRunPanel(props: DryRunPanelProps) {
  const { api } = useWorkspace();
  const [result, setResult] = createSignal<DryRunResult>();
  const checked = () => DryRun.safeParse(props.input());
  const run = useChange({
    async call() {
      const { data } = checked();
      if (data) setResult(await api.alerts.rule.dryRun.query(data));
    },
  });
  // A result is valid only for its own input.
  createEffect(
    on(
      () => JSON.stringify(props.input()),
      () => setResult(undefined),
      { defer: true },
    ),
  );
  return (
    <div class="flex flex-col gap-3 rounded-control bg-sunken/60 px-4 py-3">
      <div class="flex flex-wrap items-center justify-between gap-3">
        <p class="text-xs text-quiet">{t('rules.dryRun.lead')}</p>
        <Button
          size="sm"
          busy={run.busy()}
          disabled={props.disabled || !checked().success}
          onClick={() => void run.run()}
        >
          <FlaskConical class="size-4" aria-hidden="true" />
          {t('rules.dryRun.run')}
        </Button>
      </div>
      <div role="status">
        <Show when={result()}>{(known) => <DryRunAnswer result={known()} />}</Show>
      </div>
    </div>
  );
}
