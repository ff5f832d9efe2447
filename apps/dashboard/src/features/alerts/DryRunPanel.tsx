import { DryRun, type DryRunResult } from '@sitecast/api/alerts/rules/schema';
import { Button } from '@sitecast/ui';
import { createEffect, createSignal, on, Show } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { FlaskConical } from '../../ui/icons.ts';
import { DryRunAnswer } from './DryRunAnswer.tsx';

interface DryRunPanelProps {
  /** What would be asked for, as it is typed so far. */
  input: () => object;
  disabled: boolean;
}

/** Tries what is typed on the last days, before it is saved. */
export function DryRunPanel(props: DryRunPanelProps) {
  const { api } = useWorkspace();
  const [result, setResult] = createSignal<DryRunResult>();
  const checked = () => DryRun.safeParse(props.input());
  const run = createAction(async () => {
    const { data } = checked();
    if (data) setResult(await api.alerts.rule.dryRun.query(data));
  });
  // What was found holds for what was asked.
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
