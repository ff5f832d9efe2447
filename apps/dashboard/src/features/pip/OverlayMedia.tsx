import type { OverlayType } from '@sitecast/realtime/messages';
import { createEffect, createSignal, Match, on, onCleanup, Show, Switch } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { AppWindow, Image, ImageOff } from '../../ui/icons.ts';
import { hostOf } from './overlay-form.ts';

/** An address is tried when the typing pauses. */
const PAUSE_MS = 350;

/** What an overlay shows, inside the preview. A page is loaded only when asked: it may be heavy, or count visitors. */
export function OverlayMedia(props: { type: OverlayType; uri: string }) {
  const [settled, setSettled] = createSignal<string>();
  const [failed, setFailed] = createSignal(false);
  const [asked, setAsked] = createSignal(false);
  createEffect(
    on([() => props.uri, () => props.type], ([uri]) => {
      setFailed(false);
      setAsked(false);
      setSettled(undefined);
      if (hostOf(uri) === undefined) return;
      const timer = setTimeout(() => setSettled(uri), PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );

  return (
    <div class="relative flex min-h-0 flex-1 items-center justify-center bg-[oklch(0.27_0.02_250)] text-white/70">
      <Switch fallback={<Placeholder type={props.type} text={hostOf(props.uri)} />}>
        <Match when={failed()}>
          <ImageOff class="size-5" aria-hidden="true" />
          <span class="sr-only">{t('overlay.imageFailed')}</span>
        </Match>
        <Match when={props.type === 'image' && settled()}>
          {(uri) => (
            <img
              src={uri()}
              alt=""
              referrerpolicy="no-referrer"
              class="size-full object-contain"
              onError={() => setFailed(true)}
            />
          )}
        </Match>
        <Match when={props.type === 'web' && asked() && settled()}>
          {(uri) => (
            <iframe
              src={uri()}
              title={t('overlay.preview')}
              sandbox="allow-scripts"
              referrerpolicy="no-referrer"
              tabindex="-1"
              class="size-full border-0 bg-white"
            />
          )}
        </Match>
        <Match when={props.type === 'web' && settled()}>
          <div class="flex max-w-full flex-col items-center gap-1 px-2">
            <AppWindow class="size-5" aria-hidden="true" />
            <span class="max-w-full truncate text-xs">{hostOf(props.uri)}</span>
            <button
              type="button"
              class="pointer-events-auto rounded-[5px] bg-white/15 px-2 py-0.5 text-xs font-medium text-white hover:bg-white/25"
              onClick={() => setAsked(true)}
            >
              {t('overlay.loadPage')}
            </button>
          </div>
        </Match>
      </Switch>
    </div>
  );
}

function Placeholder(props: { type: OverlayType; text: string | undefined }) {
  return (
    <div class="flex max-w-full flex-col items-center gap-1 px-2">
      <Show when={props.type === 'image'} fallback={<AppWindow class="size-5" aria-hidden="true" />}>
        <Image class="size-5" aria-hidden="true" />
      </Show>
      <Show when={props.text}>
        <span class="max-w-full truncate text-xs">{props.text}</span>
      </Show>
    </div>
  );
}
