import { type Branding, MAX_LOGO_BYTES, UpdateBranding } from '@sitecast/api/portal/branding/schema';
import { Button, Card, PageHeader, Skeleton } from '@sitecast/ui';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import { Match, Show, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/branding.ts';
import { ColorField } from '../../ui/ColorField.tsx';
import { Field, hintClass, labelClass } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { LoadFailure } from '../../ui/Table.tsx';
import { notify } from '../../ui/Toasts.tsx';

/** Where the picker begins, as no colour is ours to show. */
const OURS = '#0f766e';

/** What the portals of the workspace's clients wear. */
export function BrandingPage() {
  const { api } = useWorkspace();
  const query = useQuery(() => ({ queryKey: keys.branding, queryFn: () => api.branding.get.query() }));
  return (
    <div class="flex flex-col gap-6">
      <PageHeader title={t('branding.title')} lead={t('branding.lead')} />
      <Card>
        <Switch fallback={<Skeleton class="m-6 h-40" />}>
          <Match when={query.isLoadingError}>
            <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
          </Match>
          <Match when={query.isPending ? undefined : query.data}>
            {(branding) => (
              <div class="flex max-w-xl flex-col gap-6 p-6">
                <Logo branding={branding()} />
                <NameAndColour branding={branding()} />
              </div>
            )}
          </Match>
        </Switch>
      </Card>
    </div>
  );
}

function NameAndColour(props: { branding: Branding }) {
  const { api, workspace } = useWorkspace();
  const queries = useQueryClient();
  const form = createForm({
    initial: { name: props.branding.name ?? '', accent: props.branding.accent ?? '' },
    schema: UpdateBranding,
    toInput: ({ name, accent }) => ({ name: name.trim() || null, accent: accent || null }),
    send: (input) => api.branding.update.mutate(input),
    onDone(branding) {
      queries.setQueryData(keys.branding, branding);
      notify({ tone: 'good', title: t('branding.saved') });
    },
  });
  return (
    <form onSubmit={form.submit} novalidate class="flex flex-col gap-4">
      <Field
        label={t('branding.name')}
        hint={t('branding.nameHint', { workspace: workspace.name })}
        optional
        value={form.fields.name}
        onChange={(name) => form.set('name', name)}
        error={form.error('name')}
        input={{ maxlength: 100 }}
      />
      <ColorField
        label={t('branding.accent')}
        value={form.fields.accent}
        onChange={(accent) => form.set('accent', accent)}
        fallback={OURS}
        error={form.error('accent') === undefined ? undefined : t('overlay.colorHint')}
      />
      <div>
        <Button type="submit" variant="primary" busy={form.busy()}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}

function Logo(props: { branding: Branding }) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  let chooser!: HTMLInputElement;
  const show = (branding: Branding, title: string) => {
    queries.setQueryData(keys.branding, branding);
    notify({ tone: 'good', title });
  };
  const set = createAction(async (file: File) => {
    if (file.size > MAX_LOGO_BYTES) return void notify({ tone: 'act', title: t('branding.tooLarge') });
    if (!/^image\/(png|jpeg|webp)$/.test(file.type))
      return void notify({ tone: 'act', title: t('branding.notPicture') });
    const image = btoa(
      Array.from(new Uint8Array(await file.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(''),
    );
    show(await api.branding.setLogo.mutate({ image }), t('branding.logoSaved'));
  });
  const remove = createAction(async () => {
    show(await api.branding.removeLogo.mutate(), t('branding.logoRemoved'));
  });
  return (
    <div class="flex flex-col gap-2">
      <p class={labelClass}>{t('branding.logo')}</p>
      <Show when={props.branding.logo}>
        {(logo) => (
          <img
            src={`data:${logo().type};base64,${logo().image}`}
            alt={t('branding.logo')}
            class="h-16 max-w-64 self-start rounded-control border border-line bg-sunken object-contain p-2"
          />
        )}
      </Show>
      <p class={hintClass}>{t('branding.logoHint')}</p>
      <input
        ref={chooser}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        class="sr-only"
        tabindex="-1"
        aria-label={t('branding.choose')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void set.run(file);
        }}
      />
      <div class="flex flex-wrap gap-2">
        <Button busy={set.busy()} onClick={() => chooser.click()}>
          {t('branding.choose')}
        </Button>
        <Show when={props.branding.logo}>
          <Button variant="ghost-danger" busy={remove.busy()} onClick={() => void remove.run()}>
            {t('branding.remove')}
          </Button>
        </Show>
      </div>
    </div>
  );
}
