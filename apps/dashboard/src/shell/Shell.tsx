import { Mark } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { createEffect, createSignal, type JSX, onCleanup, Show, Suspense } from 'solid-js';
import { useAccount } from '../api/workspace.tsx';
import { t } from '../i18n/i18n.ts';
import { WifiOff } from '../ui/icons.ts';
import { AvatarMenu } from './AvatarMenu.tsx';
import { Navigation } from './Navigation.tsx';
import { WorkspaceSwitch } from './WorkspaceSwitch.tsx';

/** How long the connection may be lost before the banner shows. */
const BANNER_AFTER_MS = 2_000;

/** The frame of every page behind the login: navigation, workspace and account menu. */
export function Shell(props: { onWorkspace: (id: string) => void; children: JSX.Element }) {
  const { workspace } = useAccount();
  return (
    <div class="flex min-h-dvh flex-col md:flex-row">
      <a
        href="#page"
        class="sr-only rounded-control bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60"
      >
        {t('common.skip')}
      </a>
      <header class="sticky top-0 z-30 flex items-center gap-2 border-b border-line bg-ground px-3 py-2 md:h-dvh md:w-58 md:shrink-0 md:flex-col md:items-stretch md:gap-5 md:border-r md:border-b-0 md:px-3 md:py-4">
        <A href="/" class="flex items-center gap-2.5 rounded-control px-1.5 py-1 md:px-2">
          <Mark class="size-6 text-accent" />
          <span class="sr-only text-lg font-semibold tracking-[-0.015em] md:not-sr-only">Sitecast</span>
        </A>
        <Show when={workspace}>
          <WorkspaceSwitch onChoose={props.onWorkspace} />
        </Show>
        <Navigation />
        <div class="ml-auto md:mt-auto md:ml-0">
          <AvatarMenu />
        </div>
      </header>
      <div class="flex min-w-0 flex-1 flex-col">
        <LiveBanner />
        <main
          id="page"
          tabindex="-1"
          class="mx-auto w-full max-w-7xl flex-1 px-4 py-6 outline-none md:px-8 md:py-8"
        >
          <Suspense>{props.children}</Suspense>
        </main>
      </div>
    </div>
  );
}

/** Warns that the page may be out of date. */
function LiveBanner() {
  const { live } = useAccount();
  const [lost, setLost] = createSignal(false);
  createEffect(() => {
    if (live()) setLost(false);
    const timer = live() ? undefined : setTimeout(() => setLost(true), BANNER_AFTER_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <div role="status">
      <Show when={lost()}>
        <p class="flex animate-appear items-center justify-center gap-2 border-b border-line bg-ask-soft px-4 py-1.5 text-sm text-ask">
          <WifiOff class="size-4" aria-hidden="true" />
          {t('shell.notLive')}
        </p>
      </Show>
    </div>
  );
}
