import type { Rule } from '@sitecast/api/alerts/rules/schema';
import { Button, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { Match, Switch } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { LoadFailure } from '../../ui/Table.tsx';
import { DryRunAnswer } from './DryRunAnswer.tsx';

/** What a rule that is there would have told of the last days. */
export function DryRunDialog(props: { rule: Rule; onClose: () => void }) {
  const { api } = useWorkspace();
  const input = () => {
    const { condition, projectId, locationId } = props.rule;
    return { condition, ...(locationId === null ? { projectId: projectId! } : { locationId }) };
  };
  const query = useQuery(() => ({
    queryKey: keys.dryRun(input()),
    queryFn: () => api.alerts.rule.dryRun.query(input()),
  }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={`${props.rule.name}: ${t('rules.dryRun.title')}`}
      lead={t('rules.dryRun.lead')}
      wide
    >
      <DialogBody>
        <Switch fallback={<Skeleton class="h-40" />}>
          <Match when={query.isLoadingError}>
            <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
          </Match>
          <Match when={!query.isPending && query.data}>
            {(result) => <DryRunAnswer result={result()} />}
          </Match>
        </Switch>
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
