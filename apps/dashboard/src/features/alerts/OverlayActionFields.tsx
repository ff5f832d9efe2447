import { OVERLAY_VALUES } from '@sitecast/api/alerts/rules/schema';
import { Skeleton } from '@sitecast/ui';
import { Match, Switch } from 'solid-js';
import { t } from '../../i18n/alerts.ts';
import { Checklist } from '../../ui/Checklist.tsx';
import { Select } from '../../ui/Select.tsx';
import { LoadFailure } from '../../ui/Table.tsx';
import { useTemplates } from '../pip/templates.ts';
import type { ActionFields } from './rule-form.ts';
import { useTargets } from './targets.ts';

interface OverlayActionFieldsProps {
  action: ActionFields;
  onChange: (changes: Partial<ActionFields>) => void;
  error: (name: string) => string | undefined;
}

/** Which template an alert shows, and on which screens. */
export function OverlayActionFields(props: OverlayActionFieldsProps) {
  const saved = useTemplates();
  const targets = useTargets();
  /** An alert has no other values to put in. */
  const templates = () =>
    saved
      .items()
      ?.filter(({ placeholders }) =>
        placeholders.every((name) => (OVERLAY_VALUES as readonly string[]).includes(name)),
      );
  return (
    <Switch fallback={<Skeleton class="h-36" />}>
      <Match when={saved.error() || targets.error()}>
        <LoadFailure error={saved.error() ?? targets.error()} onRetry={saved.retry} />
      </Match>
      <Match when={templates()?.length === 0}>
        <p class="text-sm text-ask">{t('rules.noTemplate')}</p>
      </Match>
      <Match when={templates() && targets.all()}>
        {(all) => (
          <>
            <Select
              label={t('rules.template')}
              hint={t('rules.templateHint')}
              value={props.action.templateId}
              onChange={(templateId) => props.onChange({ templateId })}
              options={templates()!.map(({ id, name }) => ({ value: id, label: name }))}
              error={props.error('templateId') === undefined ? undefined : t('fields.required')}
            />
            <Checklist
              label={t('rules.targets')}
              hint={all().length === 0 ? t('rules.noTargets') : undefined}
              options={all().map(({ id, label }) => ({ value: id, label }))}
              chosen={props.action.targetIds}
              onChange={(targetIds) => props.onChange({ targetIds })}
              error={props.error('targetIds')}
            />
          </>
        )}
      </Match>
    </Switch>
  );
}
