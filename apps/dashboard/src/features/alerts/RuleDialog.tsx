import { CreateRule, type Rule, type SavedRule } from '@sitecast/api/alerts/rules/schema';
import { Button } from '@sitecast/ui';
import { createSignal, For, Show } from 'solid-js';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { CopySecret } from '../../ui/CopySecret.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { ActionsEditor } from './ActionsEditor.tsx';
import { ConditionFields } from './ConditionFields.tsx';
import { DryRunPanel } from './DryRunPanel.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import { ALL, ruleFields, toActions, toCondition, toPlace } from './rule-form.ts';

interface RuleDialogProps {
  /** The rule to edit; without it the dialog creates one. */
  rule?: Rule;
  /** The project of a new rule, where it is known. */
  projectId?: string;
  onClose: () => void;
}

/** Creates or edits a rule, then shows the secrets of new webhooks once. */
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
      <Show when={hasSecrets()} fallback={<RuleEditor {...props} onDone={done} />}>
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

function RuleEditor(props: RuleDialogProps & { onDone: (saved: SavedRule) => void }) {
  const { api } = useWorkspace();
  const { rule } = props;
  const form = useForm({
    initial: ruleFields(rule, props.projectId),
    schema: CreateRule,
    toInput: (fields) => ({
      ...toPlace(fields),
      name: fields.name,
      condition: toCondition(fields),
      actions: toActions(fields.actions),
      enabled: fields.enabled,
    }),
    send(input) {
      if (!rule) return api.alerts.rule.create.mutate(input);
      const { name, condition, actions, enabled } = input;
      return api.alerts.rule.update.mutate({ ruleId: rule.id, name, condition, actions, enabled });
    },
    said: ({ name }) => t(rule ? 'rules.saved' : 'rules.created', { name }),
    stale: [keys.ruleLists, keys.alertLists],
    onDone: props.onDone,
  });
  const { fields, set, error } = form;
  return (
    <DialogForm form={form} verb={rule ? t('rules.save') : t('rules.create')} onCancel={props.onClose}>
      <Field
        {...form.field('name')}
        label={t('rules.name')}
        hint={t('rules.nameHint')}
        input={{ autofocus: !rule, maxlength: 100 }}
      />
      <Show when={rule} fallback={<PlaceFields form={form} />}>
        {(known) => <p class="text-sm text-quiet">{known().placeName}</p>}
      </Show>
      <ConditionFields form={form} />
      <DryRunPanel
        input={() => ({ ...toPlace(fields), condition: toCondition(fields) })}
        disabled={fields.locationId === ALL && fields.projectId === ''}
      />
      <ActionsEditor actions={fields.actions} onChange={(actions) => set('actions', actions)} error={error} />
      <Show when={rule}>
        <Switch {...form.field('enabled')} label={t('rules.columns.enabled')} />
      </Show>
    </DialogForm>
  );
}
