import type { Rule } from '@sitecast/api/alerts/rules/schema';
import { Button, Card, Drawing, EmptyState } from '@sitecast/ui';
import { For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { lazyPart } from '../../i18n/i18n.ts';
import { type Dialogs, useDialogs } from '../../ui/dialogs.tsx';
import { FlaskConical, Pencil, Plus, Trash } from '../../ui/icons.ts';
import { List } from '../../ui/List.tsx';
import { MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { actionIcons } from './action-icons.ts';
import { conditionText, hoursText } from './condition.ts';

const RuleDialog = lazyPart(() => import('./RuleDialog.tsx'));
const DryRunDialog = lazyPart(() => import('./DryRunDialog.tsx'));

/** The rules of the workspace or of one project. */
export function RuleList(props: { projectId?: string; onCreate: () => void }) {
  const { api, mayChange } = useWorkspace();
  const dialogs = useDialogs();
  const filter = () => ({ projectId: props.projectId });
  const rules = usePages(
    () => keys.rules(filter()),
    (cursor) => api.alerts.rule.list.query({ ...filter(), cursor, limit: 100 }),
  );
  return (
    <Card>
      <List
        list={rules}
        columns={[
          {
            title: t('rules.columns.name'),
            cell: (rule) => <RuleName rule={rule} dialogs={dialogs} />,
            skeleton: 'w-40',
          },
          {
            title: t('rules.columns.place'),
            cell: (rule) => rule.placeName,
            class: 'text-quiet',
            from: 'md',
            skeleton: 'w-28',
          },
          {
            title: t('rules.columns.condition'),
            cell: (rule) => <RuleCondition condition={rule.condition} />,
            from: 'lg',
            skeleton: 'w-40',
          },
          {
            title: t('rules.columns.actions'),
            cell: (rule) => <RuleActions actions={rule.actions} />,
            from: 'sm',
            skeleton: 'w-12',
          },
          {
            title: t('rules.columns.enabled'),
            cell: (rule) => <EnabledSwitch rule={rule} />,
            skeleton: 'h-5 w-10',
          },
          {
            title: t('common.actions'),
            titleHidden: true,
            cell: (rule) => <RuleMenu rule={rule} dialogs={dialogs} />,
            skeleton: 'size-6',
          },
        ]}
        empty={
          <EmptyState
            drawing={<BellDrawing />}
            text={t('alerts.empty')}
            action={
              <Show when={mayChange}>
                <Button variant="primary" onClick={props.onCreate}>
                  <Plus class="size-4" aria-hidden="true" />
                  {t('rules.create')}
                </Button>
              </Show>
            }
          />
        }
      />
    </Card>
  );
}

/** The name, which opens the rule for those who may change it; on small screens also its condition. */
function RuleName(props: { rule: Rule; dialogs: Dialogs }) {
  const { mayChange } = useWorkspace();
  return (
    <>
      <Show when={mayChange} fallback={<span class="font-medium wrap-anywhere">{props.rule.name}</span>}>
        <button
          type="button"
          class="text-left font-medium wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
          onClick={() => props.dialogs.openDialog(RuleDialog, { rule: props.rule })}
        >
          {props.rule.name}
        </button>
      </Show>
      <span class="block text-xs text-quiet lg:hidden">{conditionText(props.rule.condition)}</span>
    </>
  );
}

function RuleCondition(props: Pick<Rule, 'condition'>) {
  return (
    <>
      {conditionText(props.condition)}
      <Show when={hoursText(props.condition)}>
        {(hours) => <span class="block text-xs text-quiet">{hours()}</span>}
      </Show>
    </>
  );
}

function RuleActions(props: Pick<Rule, 'actions'>) {
  return (
    <Show
      when={props.actions.length > 0}
      fallback={<span class="text-sm text-quiet">{t('rules.nothing')}</span>}
    >
      <ul class="flex gap-2.5">
        <For each={props.actions}>
          {({ kind }) => (
            <li title={t(`alerts.kinds.${kind}`)}>
              <Dynamic component={actionIcons[kind]} class="size-4 text-quiet" aria-hidden="true" />
              <span class="sr-only">{t(`alerts.kinds.${kind}`)}</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

function EnabledSwitch(props: { rule: Rule }) {
  const { api, mayChange } = useWorkspace();
  const toggle = useChange({
    call: (enabled: boolean) => api.alerts.rule.update.mutate({ ruleId: props.rule.id, enabled }),
    said: ({ name }, enabled) => t(enabled ? 'rules.switchedOn' : 'rules.switchedOff', { name }),
    stale: [keys.ruleLists],
  });
  return (
    <Switch
      label={t('rules.enabledOf', { name: props.rule.name })}
      labelHidden
      checked={props.rule.enabled}
      disabled={!mayChange || toggle.busy()}
      onChange={(enabled) => void toggle.run(enabled)}
    />
  );
}

function RuleMenu(props: { rule: Rule; dialogs: Dialogs }) {
  const { api, mayChange } = useWorkspace();
  const { openDialog, confirm } = props.dialogs;
  const remove = useChange({
    call: ({ id }: Rule) => api.alerts.rule.remove.mutate({ ruleId: id }),
    said: (_answer, { name }) => t('rules.deleted', { name }),
    stale: [keys.ruleLists],
  });
  const askToRemove = () =>
    confirm({
      title: t('rules.deleteTitle', { name: props.rule.name }),
      lead: t('rules.deleteLead'),
      verb: t('rules.delete'),
      run: () => remove.run(props.rule),
    });
  const edit = () => openDialog(RuleDialog, { rule: props.rule });
  const tryOut = () => openDialog(DryRunDialog, { rule: props.rule });
  return (
    <RowMenu label={t('rules.manage', { name: props.rule.name })}>
      <Show when={mayChange}>
        <MenuEntry Icon={Pencil} label={t('rules.edit')} onSelect={edit} />
      </Show>
      <MenuEntry Icon={FlaskConical} label={t('rules.tryOut')} onSelect={tryOut} />
      <Show when={mayChange}>
        <MenuLine />
        <MenuEntry Icon={Trash} danger label={t('rules.delete')} onSelect={askToRemove} />
      </Show>
    </RowMenu>
  );
}

function BellDrawing() {
  return (
    <Drawing>
      <path d="M50 78h48c-6-6-7-12-7-26a17 17 0 0 0-34 0c0 14-1 20-7 26zM68 84a6 6 0 0 0 12 0M74 35v-5" />
      <path d="M8 62h28l5-9 5 16 4-7M98 62h10l5-18 7 30 5-12h15" class="accent" stroke="currentColor" />
      <path d="M8 40h26M114 40h26" stroke-dasharray="1 6" />
    </Drawing>
  );
}
