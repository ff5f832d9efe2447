import type { OverlayType } from '@sitecast/protocol/overlay';
import type { LucideIcon } from 'lucide-solid';
import { createEffect, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { t } from '../../i18n/i18n.ts';
import { AppWindow, Image, ImageOff } from '../../ui/icons.ts';
import { hostOf } from './overlay-form.ts';

/** How long typing has to pause before a URL is loaded. */
const PAUSE_MS = 350;

interface OverlayMediaProps {
  type: OverlayType;
  uri: string;
  /** Preview px per screen px: pages are laid out at the screen's size. */
  scale: number;
}

/** The overlay's content in the preview. Pages load only on request: they may be heavy or count visitors. */
export function OverlayMedia(props: OverlayMediaProps) {
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
    <div class="relative flex min-h-0 flex-1 items-center justify-center text-white/75">
      <Switch
        fallback={<Placeholder icon={props.type === 'image' ? Image : AppWindow} text={hostOf(props.uri)} />}
      >
        <Match when={failed()}>
          <Placeholder icon={ImageOff} text={t('overlay.imageFailed')} />
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
              class="absolute top-0 left-0 origin-top-left border-0 bg-white"
              style={{
                width: `${100 / props.scale}%`,
                height: `${100 / props.scale}%`,
                transform: `scale(${props.scale})`,
              }}
            />
          )}
        </Match>
        <Match when={props.type === 'web' && settled()}>
          <Placeholder icon={AppWindow} text={hostOf(props.uri)}>
            <button
              type="button"
              class="pointer-events-auto rounded-[5px] bg-white/15 px-2 py-0.5 text-xs font-medium text-white hover:bg-white/25"
              onClick={() => setAsked(true)}
            >
              {t('overlay.loadPage')}
            </button>
          </Placeholder>
        </Match>
      </Switch>
    </div>
  );
}

interface PlaceholderProps {
  icon: LucideIcon;
  text: string | undefined;
  children?: JSX.Element;
}

function Placeholder(props: PlaceholderProps) {
  return (
    <div class="flex size-full flex-col items-center justify-center gap-1 bg-[oklch(0.3_0.02_250)] px-2 text-center">
      <Dynamic component={props.icon} class="size-5 shrink-0" aria-hidden="true" />
      <Show when={props.text}>
        <span class="max-w-full truncate text-xs">{props.text}</span>
      </Show>
      {props.children}
    </div>
  );
}
