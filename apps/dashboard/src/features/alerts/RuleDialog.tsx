import { CreateRule, type Rule, type SavedRule, UpdateRule } from '@sitecast/api/alerts/rules/schema';
import { Button } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { CopySecret } from '../../ui/CopySecret.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { Switch } from '../../ui/Switch.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { ActionsEditor } from './ActionsEditor.tsx';
import { ConditionFields } from './ConditionFields.tsx';
import { DryRunPanel } from './DryRunPanel.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import { ALL, type RuleFields, ruleFields, toActions, toCondition, toPlace } from './rule-form.ts';

interface RuleDialogProps {
  /** Null: a new one. */
  rule: Rule | null;
  /** Of a new one, if that is known. */
  projectId?: string;
  onClose: () => void;
}

/** Makes a rule or changes one; the secrets of new webhooks are shown once after it. */
export function RuleDialog(props: RuleDialogProps) {
  const [secrets, setSecrets] = createSignal<SavedRule['secrets']>([]);
  const hasSecrets = () => secrets().length > 0;
  const done = ({ secrets }: SavedRule) => {
    if (secrets.length > 0) setSecrets(secrets);
    else props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={hasSecrets() ? t('rules.secretTitle') : props.rule ? props.rule.name : t('rules.create')}
      lead={hasSecrets() ? undefined : t('rules.lead')}
      insistent={hasSecrets()}
      wide={!hasSecrets()}
    >
      <Show when={hasSecrets()} fallback={<RuleForm {...props} onDone={done} />}>
        <DialogBody>
          <For each={secrets()}>
            {({ url, secret }) => (
              <CopySecret
                label={t('rules.secretLabel')}
                secret={secret}
                warning={t('rules.secretWarning', { url })}
              />
            )}
          </For>
        </DialogBody>
        <DialogActions>
          <Button onClick={props.onClose}>{t('rules.stored')}</Button>
        </DialogActions>
      </Show>
    </Dialog>
  );
}

function RuleForm(props: RuleDialogProps & { onDone: (saved: SavedRule) => void }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const { rule } = props;
  const options = {
    initial: ruleFields(rule, props.projectId),
    onDone(saved: SavedRule) {
      notify({ tone: 'good', title: t(rule ? 'rules.saved' : 'rules.created', { name: saved.name }) });
      void queries.invalidateQueries({ queryKey: keys.ruleLists });
      void queries.invalidateQueries({ queryKey: keys.alertLists });
      props.onDone(saved);
    },
  };
  const changes = (fields: RuleFields) => ({
    name: fields.name,
    condition: toCondition(fields),
    actions: toActions(fields.actions),
    enabled: fields.enabled,
  });
  const form = rule
    ? createForm({
        ...options,
        schema: UpdateRule,
        toInput: (fields) => ({ ruleId: rule.id, ...changes(fields) }),
        send: (input) => api.alerts.rule.update.mutate(input),
      })
    : createForm({
        ...options,
        schema: CreateRule,
        toInput: (fields) => ({ ...toPlace(fields), ...changes(fields) }),
        send: (input) => api.alerts.rule.create.mutate(input),
      });
  const { fields, set, error } = form;
  return (
    <DialogForm form={form} verb={rule ? t('rules.save') : t('rules.create')} onCancel={props.onClose}>
      <Field
        label={t('rules.name')}
        hint={t('rules.nameHint')}
        value={fields.name}
        onChange={(value) => set('name', value)}
        error={error('name')}
        input={{ autofocus: rule === null, maxlength: 100 }}
      />
      <Show
        when={rule}
        fallback={<PlaceFields fields={fields} set={set} error={error('projectId') ?? error('locationId')} />}
      >
        {(known) => <p class="text-sm text-quiet">{known().placeName}</p>}
      </Show>
      <ConditionFields fields={fields} set={set} error={error} />
      <DryRunPanel
        input={() => ({ ...toPlace(fields), condition: toCondition(fields) })}
        disabled={fields.locationId === ALL && fields.projectId === ''}
      />
      <ActionsEditor actions={fields.actions} onChange={(actions) => set('actions', actions)} error={error} />
      <Show when={rule}>
        <Switch
          label={t('rules.columns.enabled')}
          checked={fields.enabled}
          onChange={(enabled) => set('enabled', enabled)}
        />
      </Show>
    </DialogForm>
  );
}
