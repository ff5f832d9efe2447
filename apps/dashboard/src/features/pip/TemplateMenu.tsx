import type { Template } from '@sitecast/api/screens/overlays/schema';
import { For, Show } from 'solid-js';
import { lazyPart } from '../../i18n/i18n.ts';
import { t } from '../../i18n/overlays.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import { Bookmark, Check, Eraser, Plus } from '../../ui/icons.ts';
import { ButtonMenu, MenuEntry, MenuLine } from '../../ui/Menu.tsx';
import { type OverlayForm, toTemplatePayload } from './overlay-form.ts';
import { useTemplates } from './templates.ts';

const TemplateDialog = lazyPart(() => import('./TemplateDialog.tsx'));

interface TemplateMenuProps {
  fields: OverlayForm;
  /** The template the form was filled from. */
  using: Template | undefined;
  onUse: (template: Template | undefined) => void;
  onSaved: (template: Template) => void;
}

/** Fills the form from a template, or saves it as one. */
export function TemplateMenu(props: TemplateMenuProps) {
  const templates = useTemplates();
  const { openDialog } = useDialogs();
  const save = () =>
    openDialog(TemplateDialog, {
      template: props.using ?? null,
      payload: toTemplatePayload(props.fields, props.using?.payload),
      onSaved: props.onSaved,
    });
  return (
    <ButtonMenu Icon={Bookmark} label={t('overlays.templates.menu')} size="sm">
      <For
        each={templates.items()}
        fallback={<MenuEntry disabled label={t('overlays.templates.none')} onSelect={() => {}} />}
      >
        {(template) => (
          <MenuEntry
            Icon={template.id === props.using?.id ? Check : Bookmark}
            label={template.name}
            onSelect={() => props.onUse(template)}
          />
        )}
      </For>
      <MenuLine />
      <Show when={props.using}>
        <MenuEntry
          Icon={Eraser}
          label={t('overlays.templates.clear')}
          onSelect={() => props.onUse(undefined)}
        />
      </Show>
      <MenuEntry Icon={Plus} label={t('overlays.templates.saveAs')} onSelect={save} />
    </ButtonMenu>
  );
}
