import type { Rule } from '@sitecast/api/alerts/rules/schema';
import { Button, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { DryRunAnswer } from './DryRunAnswer.tsx';

/** The alerts that a saved rule would have raised in the last days. */
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
        <Loaded query={query} skeleton={<Skeleton class="h-40" />}>
          {(result) => <DryRunAnswer result={result()} />}
        </Loaded>
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
