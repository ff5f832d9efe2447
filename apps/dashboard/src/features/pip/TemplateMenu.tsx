import type { Template } from '@sitecast/api/screens/overlays/schema';
import { createSignal, For, lazy, Show, Suspense } from 'solid-js';
import { t } from '../../i18n/overlays.ts';
import { Bookmark, Check, Eraser, Plus } from '../../ui/icons.ts';
import { ButtonMenu, MenuEntry, MenuLine } from '../../ui/Menu.tsx';
import { type OverlayForm, toTemplatePayload } from './overlay-form.ts';
import { useTemplates } from './templates.ts';

const TemplateDialog = lazy(() =>
  import('./TemplateDialog.tsx').then((module) => ({ default: module.TemplateDialog })),
);

interface TemplateMenuProps {
  fields: OverlayForm;
  /** The one that the form was filled from. */
  using: Template | undefined;
  onUse: (template: Template | undefined) => void;
  onSaved: (template: Template) => void;
}

/** Fills the form from a saved overlay, or saves it as one. */
export function TemplateMenu(props: TemplateMenuProps) {
  const templates = useTemplates();
  const [saving, setSaving] = createSignal(false);
  return (
    <>
      <ButtonMenu Icon={Bookmark} label={t('overlays.templates.menu')} size="sm">
        <For
          each={templates.all()}
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
        <MenuEntry Icon={Plus} label={t('overlays.templates.saveAs')} onSelect={() => setSaving(true)} />
      </ButtonMenu>
      <Suspense>
        <Show when={saving()}>
          <TemplateDialog
            template={props.using ?? null}
            payload={toTemplatePayload(props.fields, props.using?.payload)}
            onClose={() => setSaving(false)}
            onSaved={props.onSaved}
          />
        </Show>
      </Suspense>
    </>
  );
}
