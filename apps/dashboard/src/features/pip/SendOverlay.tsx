import { fillIn, ShowOverlay, type ShowResult, type Template } from '@sitecast/api/screens/overlays/schema';
import { type OverlayType, overlayFields } from '@sitecast/protocol/overlay';
import { Button, Card, CardHeader } from '@sitecast/ui';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { Field, hintClass, labelClass } from '../../ui/Field.tsx';
import { Send } from '../../ui/icons.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { LookFields } from './LookFields.tsx';
import { OverlayPreview } from './OverlayPreview.tsx';
import { emptyOverlay, templateFields, toShowInput, toTemplateInput, wantedValues } from './overlay-form.ts';
import { TemplateMenu } from './TemplateMenu.tsx';
import type { OverlayTarget } from './target.ts';

const types: OverlayType[] = ['image', 'web'];

/** Sends an overlay to a screen or a group, with a preview. `children` go below the preview. */
export function SendOverlay(props: { target: OverlayTarget; children?: JSX.Element }) {
  const { api } = useWorkspace();
  const [template, setTemplate] = createSignal<Template>();
  const form = useForm({
    initial: { ...emptyOverlay },
    schema: ShowOverlay,
    toInput(fields) {
      const from = template();
      return from ? toTemplateInput(from, fields, props.target.id) : toShowInput(fields, props.target.id);
    },
    send: (input) => api.pip.show.mutate(input),
    stale: [keys.overlays],
    onDone: (result) => notifySent(result, props.target),
  });
  const { fields, field, set, error } = form;
  const placeholders = createMemo(() => (template() ? wantedValues({ ...fields }) : []));
  /** The fields with the placeholders filled in so far. */
  const preview = () => {
    const value = (name: string) => fields.values[name] || undefined;
    return template() === undefined
      ? fields
      : { ...fields, title: fillIn(fields.title, value), uri: fillIn(fields.uri, value) };
  };
  function use(next: Template | undefined): void {
    const filled = next ? templateFields(next) : emptyOverlay;
    setTemplate(next);
    for (const [name, value] of Object.entries(filled)) set(name as keyof typeof filled, value);
  }

  return (
    <Card class="overflow-hidden">
      <CardHeader title={t('overlay.send')}>
        <TemplateMenu fields={fields} using={template()} onUse={use} onSaved={setTemplate} />
      </CardHeader>
      <div class="grid lg:grid-cols-[minmax(0,1fr)_minmax(19rem,24rem)]">
        <div class="flex flex-col border-line bg-sunken/60 max-lg:border-b lg:border-r">
          <div class="p-5">
            <OverlayPreview
              target={props.target}
              fields={preview()}
              onPosition={(position) => set('position', position)}
            />
          </div>
          {props.children}
        </div>
        <form
          class="flex flex-col gap-4 p-5"
          aria-label={t('overlay.send')}
          onSubmit={form.submit}
          novalidate
        >
          <Show when={template()}>
            {(from) => (
              <fieldset class="flex flex-col gap-3 rounded-control bg-sunken/60 px-4 py-3">
                <div class="flex flex-col">
                  <legend class={labelClass}>{t('overlays.templates.using', { name: from().name })}</legend>
                  <Show when={placeholders().length > 0}>
                    <p class={hintClass}>{t('overlays.templates.valuesHint')}</p>
                  </Show>
                </div>
                <For each={placeholders()}>
                  {(name) => (
                    <Field
                      label={name}
                      value={fields.values[name] ?? ''}
                      onChange={(value) => set('values', { ...fields.values, [name]: value })}
                      error={error(`values.${name}`) === undefined ? undefined : t('fields.required')}
                      input={{ maxlength: 500 }}
                    />
                  )}
                </For>
              </fieldset>
            )}
          </Show>
          <Segmented
            {...field('type')}
            label={t('overlay.type')}
            options={(fields.type === 'video' ? [...types, fields.type] : types).map((value) => ({
              value,
              label: t(`overlay.types.${value}`),
            }))}
          />
          <Field
            {...field('uri')}
            label={t('overlay.uri')}
            hint={t('overlay.uriHint')}
            input={{
              type: 'url',
              inputmode: 'url',
              placeholder: 'https://',
              maxlength: overlayFields.uri.schema.maxLength ?? undefined,
              spellcheck: false,
            }}
          />
          <div class="grid grid-cols-3 items-start gap-3">
            <For each={['width', 'height'] as const}>
              {(name) => (
                <Field
                  {...field(name)}
                  label={t(`overlay.${name}`)}
                  unit="px"
                  input={{ inputmode: 'numeric' }}
                />
              )}
            </For>
            <Field
              {...field('duration')}
              label={t('overlay.duration')}
              hint={t('overlay.durationHint')}
              unit={t('overlay.seconds')}
              input={{ inputmode: 'decimal' }}
            />
          </div>
          <Field
            {...field('title')}
            label={t('overlay.title')}
            optional
            input={{ maxlength: overlayFields.title.schema.maxLength ?? undefined }}
          />
          <LookFields fields={fields} set={set} error={error} />
          <Button type="submit" variant="primary" busy={form.busy()} class="mt-1">
            <Send class="size-4" aria-hidden="true" />
            {t('overlay.send')}
          </Button>
        </form>
      </div>
    </Card>
  );
}

/** Reports which screens the overlay was sent to; whether they show it follows live. */
function notifySent({ results, sent, total }: ShowResult, { isGroup, name: group }: OverlayTarget): void {
  if (isGroup && total === 0) {
    notify({ tone: 'ask', title: t('commands.emptyGroup') });
    return;
  }
  if (isGroup) {
    const detail = sent < total ? t('commands.missed', { count: total - sent }) : undefined;
    const title = t('overlay.sentGroup', { sent, total, name: group });
    notify({ tone: sent < total ? 'ask' : 'good', title, detail });
    return;
  }
  for (const { name, status } of results) {
    if (status === 'offline') notify({ tone: 'ask', title: t('overlay.sentOffline', { name }) });
    else notify({ tone: 'good', title: t('overlay.sent', { name }) });
  }
}
