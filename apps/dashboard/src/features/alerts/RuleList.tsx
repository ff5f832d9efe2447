import type { Rule } from '@sitecast/api/alerts/rules/schema';
import { Button, Card, Drawing, EmptyState, Skeleton } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, lazy, Show, Suspense } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FlaskConical, Pencil, Plus, Trash } from '../../ui/icons.ts';
import { MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { PagedTable } from '../../ui/PagedTable.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { Td, Th, Tr } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { actionIcons } from './action-icons.ts';
import { conditionText, hoursText } from './condition.ts';

const RuleDialog = lazy(() => import('./RuleDialog.tsx').then((module) => ({ default: module.RuleDialog })));
const DryRunDialog = lazy(() =>
  import('./DryRunDialog.tsx').then((module) => ({ default: module.DryRunDialog })),
);

interface Doing {
  what: 'edit' | 'try' | 'delete';
  rule: Rule;
}

/** The rules, of the workspace or of one project, and what can be done with them. */
export function RuleList(props: { projectId?: string; onCreate: () => void }) {
  const { api, mayChange } = useWorkspace();
  const [doing, setDoing] = createSignal<Doing>();
  const subject = (what: Doing['what']) => (doing()?.what === what ? doing()?.rule : undefined);
  const done = () => setDoing(undefined);
  const filter = () => ({ projectId: props.projectId });
  const rules = usePages(
    () => keys.rules(filter()),
    (cursor) => api.alerts.rule.list.query({ ...filter(), cursor, limit: 100 }),
  );
  return (
    <Card>
      <PagedTable
        list={rules}
        head={
          <>
            <Th>{t('rules.columns.name')}</Th>
            <Th class="max-md:hidden">{t('rules.columns.place')}</Th>
            <Th class="max-lg:hidden">{t('rules.columns.condition')}</Th>
            <Th class="max-sm:hidden">{t('rules.columns.actions')}</Th>
            <Th class="w-14">{t('rules.columns.enabled')}</Th>
            <Th class="w-12">
              <span class="sr-only">{t('common.actions')}</span>
            </Th>
          </>
        }
        skeleton={<SkeletonRows />}
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
      >
        {(rule) => <RuleRow rule={rule} onDo={(what) => setDoing({ what, rule })} />}
      </PagedTable>
      <Suspense>
        <Show when={subject('edit')} keyed>
          {(rule) => <RuleDialog rule={rule} onClose={done} />}
        </Show>
        <Show when={subject('try')} keyed>
          {(rule) => <DryRunDialog rule={rule} onClose={done} />}
        </Show>
      </Suspense>
      <DeleteRule rule={subject('delete')} onClose={done} />
    </Card>
  );
}

function RuleRow(props: { rule: Rule; onDo: (what: Doing['what']) => void }) {
  const { api, mayChange } = useWorkspace();
  const queries = useQueryClient();
  const toggle = createAction(async (enabled: boolean) => {
    const { id: ruleId, name } = props.rule;
    await api.alerts.rule.update.mutate({ ruleId, enabled });
    await queries.invalidateQueries({ queryKey: keys.ruleLists });
    notify({ tone: 'good', title: t(enabled ? 'rules.switchedOn' : 'rules.switchedOff', { name }) });
  });
  return (
    <Tr>
      <Td>
        <Show when={mayChange} fallback={<span class="font-medium wrap-anywhere">{props.rule.name}</span>}>
          <button
            type="button"
            class="text-left font-medium wrap-anywhere underline-offset-4 hover:text-accent-ink hover:underline"
            onClick={() => props.onDo('edit')}
          >
            {props.rule.name}
          </button>
        </Show>
        <span class="block text-xs text-quiet lg:hidden">{conditionText(props.rule.condition)}</span>
      </Td>
      <Td class="text-quiet max-md:hidden">{props.rule.placeName}</Td>
      <Td class="max-lg:hidden">
        {conditionText(props.rule.condition)}
        <Show when={hoursText(props.rule.condition)}>
          {(hours) => <span class="block text-xs text-quiet">{hours()}</span>}
        </Show>
      </Td>
      <Td class="max-sm:hidden">
        <Show
          when={props.rule.actions.length > 0}
          fallback={<span class="text-sm text-quiet">{t('rules.nothing')}</span>}
        >
          <ul class="flex gap-2.5">
            <For each={props.rule.actions}>
              {({ kind }) => (
                <li title={t(`alerts.kinds.${kind}`)}>
                  <Dynamic component={actionIcons[kind]} class="size-4 text-quiet" aria-hidden="true" />
                  <span class="sr-only">{t(`alerts.kinds.${kind}`)}</span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Td>
      <Td>
        <Switch
          label={t('rules.enabledOf', { name: props.rule.name })}
          labelHidden
          checked={props.rule.enabled}
          disabled={!mayChange || toggle.busy()}
          onChange={(enabled) => void toggle.run(enabled)}
        />
      </Td>
      <Td>
        <RowMenu label={t('rules.manage', { name: props.rule.name })}>
          <Show when={mayChange}>
            <MenuEntry Icon={Pencil} label={t('rules.edit')} onSelect={() => props.onDo('edit')} />
          </Show>
          <MenuEntry Icon={FlaskConical} label={t('rules.tryOut')} onSelect={() => props.onDo('try')} />
          <Show when={mayChange}>
            <MenuLine />
            <MenuEntry Icon={Trash} danger label={t('rules.delete')} onSelect={() => props.onDo('delete')} />
          </Show>
        </RowMenu>
      </Td>
    </Tr>
  );
}

function DeleteRule(props: { rule: Rule | undefined; onClose: () => void }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const remove = createAction(async () => {
    const { id: ruleId, name } = props.rule!;
    await api.alerts.rule.remove.mutate({ ruleId });
    props.onClose();
    notify({ tone: 'good', title: t('rules.deleted', { name }) });
    await queries.invalidateQueries({ queryKey: keys.ruleLists });
  });
  return (
    <ConfirmDialog
      open={props.rule !== undefined}
      onOpenChange={(open) => !open && props.onClose()}
      title={t('rules.deleteTitle', { name: props.rule?.name ?? '' })}
      lead={t('rules.deleteLead')}
      verb={t('rules.delete')}
      busy={remove.busy()}
      onConfirm={() => void remove.run()}
    />
  );
}

function SkeletonRows() {
  return (
    <For each={['w-40', 'w-28', 'w-36']}>
      {(width) => (
        <Tr>
          <Td>
            <Skeleton class={`h-4 ${width}`} />
          </Td>
          <Td class="max-md:hidden">
            <Skeleton class="h-4 w-28" />
          </Td>
          <Td class="max-lg:hidden">
            <Skeleton class="h-4 w-40" />
          </Td>
          <Td class="max-sm:hidden">
            <Skeleton class="h-4 w-12" />
          </Td>
          <Td>
            <Skeleton class="h-5 w-10" />
          </Td>
          <Td>
            <Skeleton class="size-6" />
          </Td>
        </Tr>
      )}
    </For>
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
