import { IconButton } from '@sitecast/ui';
import { For, Index, Match, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { t } from '../../i18n/alerts.ts';
import { Field, hintClass, labelClass } from '../../ui/Field.tsx';
import { Plus, X } from '../../ui/icons.ts';
import { ButtonMenu, MenuEntry } from '../../ui/Menu.tsx';
import { Switch as OnOff } from '../../ui/Switch.tsx';
import { actionIcons, actionKinds } from './action-icons.ts';
import { OverlayActionFields } from './OverlayActionFields.tsx';
import { type ActionFields, emptyAction } from './rule-form.ts';

interface ActionsEditorProps {
  actions: ActionFields[];
  onChange: (actions: ActionFields[]) => void;
  error: (name: string) => string | undefined;
}

/** What an alert does, at its onset and when it is over. */
export function ActionsEditor(props: ActionsEditorProps) {
  const change = (index: number, changes: Partial<ActionFields>) =>
    props.onChange(props.actions.map((one, at) => (at === index ? { ...one, ...changes } : one)));
  const wrong = (index: number, name: string) => props.error(`actions.${index}.${name}`);
  return (
    <section class="flex flex-col gap-2 border-t border-line pt-4">
      <header class="flex items-start justify-between gap-3">
        <div class="flex flex-col">
          <h3 class={labelClass}>{t('rules.happens')}</h3>
          <p class={hintClass}>{t('rules.happensHint')}</p>
        </div>
        <ButtonMenu Icon={Plus} label={t('rules.addAction')} size="sm">
          <For each={actionKinds}>
            {(kind) => (
              <MenuEntry
                Icon={actionIcons[kind]}
                label={t(`alerts.kinds.${kind}`)}
                disabled={kind === 'portal' && props.actions.some((one) => one.kind === kind)}
                onSelect={() => props.onChange([...props.actions, emptyAction(kind)])}
              />
            )}
          </For>
        </ButtonMenu>
      </header>
      <Index each={props.actions}>
        {(action, index) => (
          <fieldset class="flex min-w-0 flex-col gap-3 rounded-control border border-line px-4 pt-2 pb-4">
            <div class="flex items-center justify-between gap-3">
              <span class="flex items-center gap-2 text-sm font-medium">
                <Dynamic
                  component={actionIcons[action().kind]}
                  class="size-4 text-quiet"
                  aria-hidden="true"
                />
                {t(`alerts.kinds.${action().kind}`)}
              </span>
              <IconButton
                label={t('rules.removeAction', { what: t(`alerts.kinds.${action().kind}`) })}
                class="-mr-2"
                onClick={() => props.onChange(props.actions.filter((_, at) => at !== index))}
              >
                <X class="size-4" aria-hidden="true" />
              </IconButton>
            </div>
            <Switch>
              <Match when={action().kind === 'email'}>
                <Field
                  label={t('rules.to')}
                  hint={t('rules.toHint')}
                  value={action().to}
                  onChange={(to) => change(index, { to })}
                  error={wrong(index, 'to')}
                  input={{
                    inputmode: 'email',
                    spellcheck: false,
                    placeholder: 'ada@example.com, ben@example.com',
                  }}
                />
              </Match>
              <Match when={action().kind === 'webhook'}>
                <Field
                  label={t('rules.url')}
                  hint={t('rules.urlHint')}
                  value={action().url}
                  onChange={(url) => change(index, { url })}
                  error={wrong(index, 'url') === undefined ? undefined : t('fields.url')}
                  input={{ inputmode: 'url', maxlength: 2048, spellcheck: false, placeholder: 'https://' }}
                />
                <Show when={action().knownUrl !== undefined && action().knownUrl === action().url.trim()}>
                  <OnOff
                    label={t('rules.newSecret')}
                    hint={t('rules.newSecretHint')}
                    checked={action().newSecret}
                    onChange={(newSecret) => change(index, { newSecret })}
                  />
                </Show>
              </Match>
              <Match when={action().kind === 'overlay'}>
                <OverlayActionFields
                  action={action()}
                  onChange={(changes) => change(index, changes)}
                  error={(name) => wrong(index, name)}
                />
              </Match>
              <Match when={action().kind === 'portal'}>
                <p class="text-sm text-quiet">{t('rules.portalLead')}</p>
              </Match>
            </Switch>
          </fieldset>
        )}
      </Index>
    </section>
  );
}
