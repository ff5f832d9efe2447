import type { Template } from '@sitecast/api/screens/overlays/schema';
import { Card, CardHeader } from '@sitecast/ui';
import { Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/overlays.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Pencil, Trash } from '../../ui/icons.ts';
import { LineList } from '../../ui/LineList.tsx';
import { MenuEntry, MenuLine, RowMenu } from '../../ui/Menu.tsx';
import { overlayIcons } from './OverlayRow.tsx';
import { useTemplates } from './templates.ts';

const RenameTemplate = lazyPart(() => import('./RenameTemplate.tsx'));

/** The templates, with a menu to rename and delete each. */
export function Templates() {
  const { api, mayChange } = useWorkspace();
  const templates = useTemplates();
  const { openDialog, confirm } = useDialogs();
  const remove = useChange({
    call: ({ id }: Template) => api.pip.template.remove.mutate({ templateId: id }),
    said: (_answer, { name }) => t('overlays.templates.deleted', { name }),
    stale: [keys.templates],
  });
  const ask = (template: Template) =>
    confirm({
      title: t('overlays.templates.deleteTitle', { name: template.name }),
      lead: t('overlays.templates.deleteLead'),
      verb: t('overlays.templates.delete'),
      run: () => remove.run(template),
    });
  return (
    <Card>
      <CardHeader title={t('overlays.templates.title')} />
      <LineList list={templates} empty={t('overlays.templates.empty')}>
        {(template) => (
          <li class="flex min-h-13 items-center gap-4 px-5 py-2.5">
            <Dynamic
              component={overlayIcons[template.payload.type]}
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
                  onSelect={() => openDialog(RenameTemplate, { template })}
                />
                <MenuLine />
                <MenuEntry
                  Icon={Trash}
                  danger
                  label={t('overlays.templates.delete')}
                  onSelect={() => ask(template)}
                />
              </RowMenu>
            </Show>
          </li>
        )}
      </LineList>
    </Card>
  );
}
