import type { Template } from '@sitecast/api/screens/overlays/schema';
import { Card, CardHeader, Skeleton } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { AppWindow, Film, Image, Pencil, Trash } from '../../ui/icons.ts';
import { MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { LoadFailure } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { useTemplates } from './templates.ts';

const RenameTemplate = lazy(() =>
  import('./RenameTemplate.tsx').then((module) => ({ default: module.RenameTemplate })),
);

const icons = { image: Image, web: AppWindow, video: Film };

/** The saved overlays, and what can be done with them. */
export function Templates() {
  const { mayChange } = useWorkspace();
  const templates = useTemplates();
  const [renaming, setRenaming] = createSignal<Template>();
  const [deleting, setDeleting] = createSignal<Template>();
  return (
    <Card>
      <CardHeader title={t('overlays.templates.title')} />
      <Switch fallback={<Skeleton class="m-5 h-10" />}>
        <Match when={templates.error()}>
          <LoadFailure error={templates.error()} onRetry={templates.retry} />
        </Match>
        <Match when={templates.all()?.length === 0}>
          <p class="px-5 py-6 text-quiet">{t('overlays.templates.empty')}</p>
        </Match>
        <Match when={templates.all()}>
          <ul class="divide-y divide-line">
            <For each={templates.all()}>
              {(template) => (
                <li class="flex min-h-13 items-center gap-4 px-5 py-2.5">
                  <Dynamic
                    component={icons[template.payload.type]}
                    class="size-4 shrink-0 text-quiet"
                    aria-hidden="true"
                  />
                  <div class="flex min-w-0 flex-1 flex-col">
                    <span class="font-medium wrap-anywhere">{template.name}</span>
                    <span class="truncate text-xs text-quiet">
                      {template.payload.title ?? template.payload.uri}
                    </span>
                  </div>
                  <span
                    class="text-sm text-quiet max-sm:hidden"
                    title={template.placeholders.map((name) => `{${name}}`).join(' ')}
                  >
                    {template.placeholders.length === 0
                      ? t('overlays.templates.noValues')
                      : t('overlays.templates.takes', { count: template.placeholders.length })}
                  </span>
                  <Show when={mayChange}>
                    <RowMenu label={t('overlays.templates.manage', { name: template.name })}>
                      <MenuEntry
                        Icon={Pencil}
                        label={t('overlays.templates.rename')}
                        onSelect={() => setRenaming(template)}
                      />
                      <MenuLine />
                      <MenuEntry
                        Icon={Trash}
                        danger
                        label={t('overlays.templates.delete')}
                        onSelect={() => setDeleting(template)}
                      />
                    </RowMenu>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Match>
      </Switch>
      <Suspense>
        <Show when={renaming()} keyed>
          {(template) => <RenameTemplate template={template} onClose={() => setRenaming(undefined)} />}
        </Show>
      </Suspense>
      <DeleteTemplate template={deleting()} onClose={() => setDeleting(undefined)} />
    </Card>
  );
}

function DeleteTemplate(props: { template: Template | undefined; onClose: () => void }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const remove = createAction(async () => {
    const { id: templateId, name } = props.template!;
    await api.pip.template.remove.mutate({ templateId });
    props.onClose();
    notify({ tone: 'good', title: t('overlays.templates.deleted', { name }) });
    await queries.invalidateQueries({ queryKey: keys.templates });
  });
  return (
    <ConfirmDialog
      open={props.template !== undefined}
      onOpenChange={(open) => !open && props.onClose()}
      title={t('overlays.templates.deleteTitle', { name: props.template?.name ?? '' })}
      lead={t('overlays.templates.deleteLead')}
      verb={t('overlays.templates.delete')}
      busy={remove.busy()}
      onConfirm={() => void remove.run()}
    />
  );
}
