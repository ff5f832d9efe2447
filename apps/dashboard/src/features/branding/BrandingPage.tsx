import { type Branding, MAX_LOGO_BYTES, UpdateBranding } from '@sitecast/api/portal/branding/schema';
import { Button, Card, PageHeader, Skeleton } from '@sitecast/ui';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/branding.ts';
import { ColorField } from '../../ui/ColorField.tsx';
import { Field, hintClass, labelClass } from '../../ui/Field.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { notify } from '../../ui/Toasts.tsx';

/** Where the colour picker starts when no colour is set: the default accent. */
const DEFAULT_ACCENT = '#0f766e';

/** Logo, name and colour of the workspace's client portals. */
export function BrandingPage() {
  const { api } = useWorkspace();
  const query = useQuery(() => ({ queryKey: keys.branding, queryFn: () => api.branding.get.query() }));
  return (
    <div class="flex flex-col gap-6">
      <PageHeader title={t('branding.title')} lead={t('branding.lead')} />
      <Card>
        <Loaded query={query} skeleton={<Skeleton class="m-6 h-40" />}>
          {(branding) => (
            <div class="flex max-w-xl flex-col gap-6 p-6">
              <Logo branding={branding()} />
              <NameAndColour branding={branding()} />
            </div>
          )}
        </Loaded>
      </Card>
    </div>
  );
}

function NameAndColour(props: { branding: Branding }) {
  const { api, workspace } = useWorkspace();
  const queries = useQueryClient();
  const form = useForm({
    initial: { name: props.branding.name ?? '', accent: props.branding.accent ?? '' },
    schema: UpdateBranding,
    toInput: ({ name, accent }) => ({ name: name.trim() || null, accent: accent || null }),
    send: (input) => api.branding.update.mutate(input),
    said: () => t('branding.saved'),
    onDone: (branding) => queries.setQueryData(keys.branding, branding),
  });
  return (
    <form onSubmit={form.submit} novalidate class="flex flex-col gap-4">
      <Field
        {...form.field('name')}
        label={t('branding.name')}
        hint={t('branding.nameHint', { workspace: workspace.name })}
        optional
        input={{ maxlength: 100 }}
      />
      <ColorField
        {...form.field('accent')}
        label={t('branding.accent')}
        fallback={DEFAULT_ACCENT}
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
  const show = (branding: Branding) => queries.setQueryData(keys.branding, branding);
  const set = useChange({
    call: async (file: File) => api.branding.setLogo.mutate({ image: await toBase64(file) }),
    said: () => t('branding.logoSaved'),
    done: show,
  });
  const remove = useChange({
    call: () => api.branding.removeLogo.mutate(),
    said: () => t('branding.logoRemoved'),
    done: show,
  });
  const choose = (file: File) => {
    if (file.size > MAX_LOGO_BYTES) notify({ tone: 'act', title: t('branding.tooLarge') });
    else if (!/^image\/(png|jpeg|webp)$/.test(file.type))
      notify({ tone: 'act', title: t('branding.notPicture') });
    else void set.run(file);
  };
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
          if (file) choose(file);
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

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
